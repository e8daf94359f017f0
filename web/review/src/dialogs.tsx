/** The two dialogs: the list of keys, and decisions going out and coming in. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Decision } from "./data";
import { type Decisions, download, fromLines, reviewer, toLines } from "./store";

interface Props {
  open: "help" | "decisions" | null;
  close: () => void;
  say: (key: string) => string;
  decisions: Decisions;
  onServer: boolean;
  onLoad: (decisions: Decision[]) => void;
}

export function Dialogs(props: Props) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (props.open) element.current?.showModal();
    else element.current?.close();
  }, [props.open]);
  const { say } = props;
  return (
    <dialog ref={element} onClose={props.close} aria-labelledby="dialog-title">
      {props.open === "help" ? <Help say={say} /> : null}
      {props.open === "decisions" ? <Out {...props} /> : null}
      <button type="button" class="close" onClick={props.close}>
        {say("close")}
      </button>
    </dialog>
  );
}

const KEYS: [string[], string][] = [
  [["j", "k"], "next_key"],
  [["a", "c", "x", "u"], "accept_key"],
  [["o"], "other_key"],
  [["1", "2", "3", "4", "5", "6"], "tabs_key"],
  [["[", "]"], "report_key"],
  [["/"], "search_key"],
  [["t", "l"], "theme_key"],
  [["?"], "help_key"],
];

function Help({ say }: { say: Props["say"] }) {
  return (
    <>
      <h2 id="dialog-title">{say("help")}</h2>
      <dl class="keys">
        {KEYS.map(([keys, text]) => (
          <>
            <dt>
              {keys.map((key) => (
                <kbd>{key}</kbd>
              ))}
            </dt>
            <dd>{say(text)}</dd>
          </>
        ))}
      </dl>
    </>
  );
}

function Out({ say, decisions, onServer, onLoad }: Props) {
  const [name, setName] = useState(reviewer.get());
  const [told, setTold] = useState("");
  const read = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    const { decisions: found, bad } = fromLines(await file.text());
    onLoad(found);
    setTold(`${found.length} ${say("loaded")}${bad ? `; ${bad} ${say("bad_lines")}` : ""}`);
    input.value = "";
  };
  return (
    <>
      <h2 id="dialog-title">
        {say("decisions")} ({decisions.size})
      </h2>
      <p>{say(onServer ? "kept_there" : "kept_here")}</p>
      <label>
        {say("reviewer")}
        <input
          value={name}
          maxLength={400}
          onInput={(event) => {
            setName(event.currentTarget.value);
            reviewer.set(event.currentTarget.value);
          }}
        />
        <small>{say("reviewer_hint")}</small>
      </label>
      <p>
        <button type="button" class="download" disabled={!decisions.size} onClick={() => download("decisions.jsonl", toLines(decisions))}>
          {say("download")}
        </button>
      </p>
      <label>
        {say("upload")}
        <input type="file" accept=".jsonl,.ndjson,.json" onChange={(event) => void read(event.currentTarget)} />
      </label>
      <p role="status">{told}</p>
    </>
  );
}
