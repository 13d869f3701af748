// The unmodified emulate@0.12.2 as Slack's memory: channels, messages, people, files, views, OAuth.
// Three mends, made from outside: read methods also by GET, arguments also in the query string
// (slack_sdk sends both), and a token that nobody issued is refused instead of taken for an admin.
// Environment: PORT, SEED (a JSON file), EVENTS_URL (where it posts what happened).
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createEmulator } from "emulate";

const dist = dirname(fileURLToPath(import.meta.resolve("emulate")));
const isSlack = (name) =>
  /^dist-.*\.js$/.test(name) && readFileSync(join(dist, name), "utf8").includes("// ../@emulators/slack/");
const slack = await import(pathToFileURL(join(dist, readdirSync(dist).find(isSlack))).href);
const plugin = slack.slackPlugin ?? slack.default;
const register = plugin.register;
let webhooks;

function again(app, c, headers, body) {
  const url = new URL(c.req.url);
  return app.fetch(new Request(url.origin + url.pathname, { method: "POST", headers, body }));
}

plugin.register = function (app, store, hooks, ...rest) {
  webhooks = hooks;
  app.use("*", async (c, next) => {
    if (!c.req.path.startsWith("/api/")) return next();
    const token = (c.req.header("Authorization") ?? "").replace(/^Bearer\s+/i, "").trim();
    const isKnown = slack.getSlackStore(store).tokens.findOneBy("token", token);
    if (token && !isKnown && !c.req.path.includes("oauth")) return c.json({ ok: false, error: "invalid_auth" });
    const url = new URL(c.req.url);
    if (c.req.method !== "POST" || url.search.length < 2) return next();
    const headers = new Headers(c.req.raw.headers);
    const body = await c.req.text();
    if ((headers.get("Content-Type") ?? "").includes("json") && body)
      return again(app, c, headers, JSON.stringify({ ...Object.fromEntries(url.searchParams), ...JSON.parse(body) }));
    headers.set("Content-Type", "application/x-www-form-urlencoded");
    return again(app, c, headers, [url.search.slice(1), body].filter(Boolean).join("&"));
  });
  const result = register.call(this, app, store, hooks, ...rest);
  app.get("/api/:method", (c) => {
    const headers = new Headers(c.req.raw.headers);
    headers.set("Content-Type", "application/x-www-form-urlencoded");
    return again(app, c, headers, new URL(c.req.url).search.slice(1));
  });
  return result;
};

const seed = JSON.parse(readFileSync(process.env.SEED, "utf8"));
const emulator = await createEmulator({ service: "slack", port: Number(process.env.PORT), seed });
webhooks.register({ url: process.env.EVENTS_URL, events: ["*"], active: true, owner: "slack" });
console.log(JSON.stringify({ ready: emulator.url }));
process.on("SIGTERM", () => emulator.close().then(() => process.exit(0)));
