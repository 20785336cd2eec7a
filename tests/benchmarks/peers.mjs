// Renders the templates of peers.py: node peers.mjs FOLDER; each line read names a peer and how many documents, and is
// answered with the milliseconds that they took. The last one lies in FOLDER as NAME.out.docx.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";

const folder = process.argv[2];
const need = createRequire(join(folder, "node_modules", "x.js"));
const data = JSON.parse(readFileSync(join(folder, "data.json"), "utf8"));
const template = (name) => readFileSync(join(folder, `${name}.docx`));

const peers = {
  carbone() {
    const carbone = need("carbone");
    const path = join(folder, "carbone.docx");
    return () => new Promise((done, failed) =>
      carbone.render(path, data, {}, (fault, result) => (fault ? failed(fault) : done(result))));
  },
  docxtemplater() {
    const Zip = need("pizzip");
    const Docxtemplater = need("docxtemplater");
    const content = template("docxtemplater");
    return () => {
      const document = new Docxtemplater(new Zip(content), { paragraphLoop: true });
      document.render(data);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x"() {
    const { TemplateHandler } = need("easy-template-x");
    const content = template("easy-template-x");
    return () => new TemplateHandler().process(content, data);
  },
  "docx-templates"() {
    const { createReport } = need("docx-templates");
    const content = template("docx-templates");
    return () => createReport({ template: content, data, cmdDelimiter: ["+++", "+++"], noSandbox: true });
  },
};

const ready = {};
for await (const line of createInterface({ input: process.stdin })) {
  const [name, count] = line.split(" ");
  ready[name] ??= peers[name]();
  const begin = process.hrtime.bigint();
  let made;
  for (let left = Number(count); left > 0; left -= 1) made = await ready[name]();
  console.log(Number(process.hrtime.bigint() - begin) / 1e6);
  writeFileSync(join(folder, `${name}.out.docx`), made);
}
