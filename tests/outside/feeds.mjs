// Reads one feed with every parser that knows its form: node feeds.mjs FILE atom|rss|json; prints JSON by parser.
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { createRequire } from "node:module";

const [path, form] = process.argv.slice(2);
const text = readFileSync(path, "utf8");
const load = createRequire(import.meta.url);

const rssParser = async () => {
  const Parser = load("rss-parser");
  const feed = await new Parser().parseString(text);
  return feed.items.map((one) => ({ title: one.title, link: one.link, id: one.id ?? one.guid }));
};

const feedparser = () => new Promise((resolve, reject) => {
  const exported = load("feedparser");
  const FeedParser = exported.default ?? exported;
  const found = [], parser = new FeedParser({ addmeta: false });
  parser.on("error", reject);
  parser.on("readable", () => { for (let one; (one = parser.read());) found.push({ title: one.title, link: one.link, id: one.guid }); });
  parser.on("end", () => resolve(found));
  Readable.from([text]).pipe(parser);
});

const extractor = () => {
  const { extractFromXml, extractFromJson } = load("@extractus/feed-extractor");
  const feed = form === "json" ? extractFromJson(JSON.parse(text)) : extractFromXml(text);
  return feed.entries.map((one) => ({ title: one.title, link: one.link, id: one.id }));
};

const feedsmith = async () => {
  const { parseFeed } = await import("feedsmith");
  const { format, feed } = parseFeed(text);
  if (format !== form) throw new Error(`feedsmith takes it for ${format}`);
  return (feed.entries ?? feed.items).map((one) => ({
    title: one.title?.value ?? one.title, link: one.links?.find((link) => link.rel === "alternate")?.href ?? one.link ?? one.url, id: one.guid?.value ?? one.id,
  }));
};

const parsers = form === "json"
  ? { extractor, feedsmith }
  : { "rss-parser": rssParser, feedparser, extractor, feedsmith };
const told = {};
for (const [name, read] of Object.entries(parsers)) told[name] = await read();
console.log(JSON.stringify(told));
