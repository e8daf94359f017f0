import { render } from "preact";
import { App } from "./app";
import { readData } from "./data";
import "./style.css";

const place = document.getElementById("app");
const data = readData();
if (place && data !== null && typeof data === "object") render(<App data={data} />, place);
