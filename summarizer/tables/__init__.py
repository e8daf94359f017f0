"""Records as tables: which rows they make, and files of them in the forms that people and programs open."""
