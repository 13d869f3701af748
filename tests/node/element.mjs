// Somebody in encrypted rooms: matrix-js-sdk with its Rust crypto, what Element Web is made of.
// Speaks JSON lines: {"id", "do", ...arguments} on standard input, {"id", "result" | "error"} on
// standard output.  Ends with its standard input.  What it remembers, it remembers in memory.
import { Console } from "node:console";
import { createInterface } from "node:readline";

// The SDK asks for Node 22; this is all that it misses in Node 20.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
};
// Standard output is for answers; the SDK's log goes to standard error.
globalThis.console = new Console(process.stderr, process.stderr);
const { createClient, ClientEvent, MatrixError, MatrixEvent, Method } = await import("matrix-js-sdk");
const { logger } = await import("matrix-js-sdk/lib/logger.js");
const crypto_api = await import("matrix-js-sdk/lib/crypto-api/index.js");
const { Attachment, EncryptedAttachment } = await import("@matrix-org/matrix-sdk-crypto-wasm");
const { CryptoEvent, EventShieldColour, EventShieldReason, VerificationPhase, VerifierEvent } = crypto_api;

const SAS = "m.sas.v1";
const SECONDS = 30;
const MARK = "attache.test.mark";
let client, crypto;
let marks = 0;
const verifications = new Map(); // by the other's user id: { request, shown }
logger.setLevel(process.env.ELEMENT_LOG ?? "warn");

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds, what) {
  for (const end = Date.now() + SECONDS * 1000; Date.now() < end; await sleep(20)) {
    const found = await holds();
    if (found) return found;
  }
  throw new Error(`it did not come to hold: ${what}`);
}

// ---------------------------------------------------------------- the client

async function start({ url, user_id, device_id, token, password, cross_signed, isolated, only_verified }) {
  client = createClient({
    baseUrl: url, userId: user_id, deviceId: device_id, accessToken: token, verificationMethods: [SAS],
  });
  await client.initRustCrypto({ useIndexedDB: false });
  crypto = client.getCrypto();
  crypto.globalBlacklistUnverifiedDevices = only_verified;
  if (isolated) crypto.setDeviceIsolationMode(new crypto_api.OnlySignedDevicesIsolationMode());
  client.on(CryptoEvent.VerificationRequestReceived, follow);
  await client.startClient({ initialSyncLimit: 20, threadSupport: true });
  await until(() => client.isInitialSyncComplete(), "the first sync");
  await catchUp();
  if (cross_signed) await sign(password);
  return { version: crypto.getVersion() };
}

async function sign(password) {
  const identifier = { type: "m.id.user", user: client.getUserId() };
  await crypto.bootstrapCrossSigning({
    authUploadDeviceSigningKeys: (upload) => upload({ type: "m.login.password", identifier, password }),
  });
  await until(() => crypto.isCrossSigningReady(), "cross-signing");
}

/** Wait until everything that the server knows now has been synced here. */
async function catchUp() {
  const mark = ++marks;
  client.retryImmediately();
  const caughtUp = new Promise((resolve) => {
    const onSync = () => {
      if (client.getAccountData(MARK)?.getContent().mark !== mark) return;
      client.off(ClientEvent.Sync, onSync);
      resolve();
    };
    client.on(ClientEvent.Sync, onSync);
  });
  const path = `/user/${encodeURIComponent(client.getUserId())}/account_data/${MARK}`;
  await client.http.authedRequest(Method.Put, path, undefined, { mark });
  const late = sleep(SECONDS * 1000).then(() => Promise.reject(new Error("the sync does not catch up")));
  await Promise.race([caughtUp, late]);
}

// ---------------------------------------------------------------- writing

/** Encrypt as the SDK does, and put it beside the SDK's local echoes: they race against its sync. */
async function send({ room, type, content, patience }) {
  await catchUp();
  const event = new MatrixEvent({ room_id: room, sender: client.getUserId(), type, content });
  if (await client.shouldEncryptEventForRoom(event, client.getRoom(room))) await crypto.encryptEvent(event);
  const parts = ["rooms", room, "send", event.getWireType(), client.makeTxnId()];
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join("");
  for (;;) {
    try {
      return (await client.http.authedRequest(Method.Put, path, undefined, event.getWireContent())).event_id;
    } catch (error) {
      const wait = error instanceof MatrixError && error.isRateLimitError() ? error.getRetryAfterMs() : null;
      if (wait === null || wait > patience * 1000) throw error;
      await sleep(wait);
    }
  }
}

async function encryptFile({ base64 }) {
  const encrypted = Attachment.encrypt(Buffer.from(base64, "base64"));
  const info = JSON.parse(encrypted.mediaEncryptionInfo);
  return { base64: Buffer.from(encrypted.encryptedData).toString("base64"), info };
}

async function decryptFile({ base64, info }) {
  const { url: _, ...keys } = info;
  const encrypted = new EncryptedAttachment(Buffer.from(base64, "base64"), JSON.stringify(keys));
  return Buffer.from(Attachment.decrypt(encrypted)).toString("base64");
}

// ---------------------------------------------------------------- reading

async function decrypt({ events }) {
  await catchUp();
  const found = [];
  for (const event of events) found.push(await seen(event));
  return found;
}

/** An event as this person sees it: in the clear, with what Element would say beside it. */
async function seen(raw) {
  const event = new MatrixEvent(raw);
  const edit = raw.unsigned?.["m.relations"]?.["m.replace"];
  const unsigned = edit ? { ...raw.unsigned, "m.relations": { ...raw.unsigned["m.relations"], "m.replace": await seen(edit) } } : raw.unsigned;
  if (!event.isEncrypted()) return { ...raw, unsigned, encrypted: false };
  await client.decryptEventIfNeeded(event);
  if (event.isDecryptionFailure())
    return { ...raw, unsigned, encrypted: true, failure: event.decryptionFailureReason };
  const relation = event.getWireContent()["m.relates_to"];
  const content = { ...event.getClearContent(), ...(relation && { "m.relates_to": relation }) };
  const shield = await shieldOf(event);
  return { ...raw, unsigned, encrypted: true, type: event.getType(), content, shield, wire: raw.content };
}

async function shieldOf(event) {
  const info = await crypto.getEncryptionInfoForEvent(event);
  if (!info) return null;
  const { shieldColour, shieldReason } = info;
  return { colour: EventShieldColour[shieldColour], reason: shieldReason === null ? null : EventShieldReason[shieldReason] };
}

// ---------------------------------------------------------------- trust

async function devices({ user_id }) {
  await catchUp();
  const known = (await crypto.getUserDeviceInfo([user_id], true)).get(user_id) ?? new Map();
  const found = [];
  for (const [device_id, device] of known) {
    const status = await crypto.getDeviceVerificationStatus(user_id, device_id);
    found.push({
      device_id, name: device.displayName ?? null,
      signed_by_owner: status?.signedByOwner ?? false, is_verified: status?.isVerified() ?? false,
    });
  }
  return found;
}

async function trust({ user_id }) {
  await catchUp();
  const status = await crypto.getUserVerificationStatus(user_id);
  return { is_verified: status.isVerified(), needs_approval: status.needsUserApproval };
}

async function rotate({ room }) {
  await crypto.forceDiscardSession(room);
}

// ---------------------------------------------------------------- verification by emoji

function follow(request) {
  const about = { request, shown: null, error: null };
  verifications.set(request.otherUserId, about);
  const watch = () => {
    const verifier = request.verifier;
    if (!verifier || about.verifier) return;
    about.verifier = verifier;
    verifier.on(VerifierEvent.ShowSas, (shown) => { about.shown = shown; });
    verifier.verify().catch((error) => { about.error = String(error?.message ?? error); });
  };
  request.on("change", watch);
  watch();
}

async function verification(user_id) {
  return until(() => verifications.get(user_id), `a verification with ${user_id}`);
}

async function reached(about, phase) {
  await until(() => {
    const now = about.request.phase;
    if (now === VerificationPhase.Cancelled && phase !== now) throw new Error(`cancelled: ${about.request.cancellationCode}`);
    return now >= phase;
  }, `phase ${VerificationPhase[phase]}`);
}

async function requestVerification({ user_id, room, device_id }) {
  await catchUp();
  await crypto.getUserDeviceInfo([user_id], true);
  if (device_id)
    await until(() => crypto.getDeviceVerificationStatus(user_id, device_id), `knowing ${device_id}: is a room shared?`);
  verifications.delete(user_id);
  follow(room
    ? await crypto.requestVerificationDM(user_id, room)
    : await crypto.requestDeviceVerification(user_id, device_id));
}

async function acceptVerification({ user_id }) {
  const asked = await until(() => {
    const request = verifications.get(user_id)?.request;
    return request?.phase === VerificationPhase.Requested && !request.initiatedByMe && request;
  }, `being asked by ${user_id}`);
  await asked.accept();
}

async function startEmoji({ user_id }) {
  const about = await verification(user_id);
  await reached(about, VerificationPhase.Ready);
  if (about.request.phase === VerificationPhase.Ready) await about.request.startVerification(SAS);
}

async function emoji({ user_id }) {
  const about = await verification(user_id);
  await reached(about, VerificationPhase.Started);
  const shown = await until(() => about.shown, "the emoji");
  return shown.sas.emoji;
}

async function confirmEmoji({ user_id }) {
  const about = await verification(user_id);
  await about.shown.confirm();
  await reached(about, VerificationPhase.Done);
}

async function denyEmoji({ user_id }) {
  (await verification(user_id)).shown.mismatch();
}

async function verificationState({ user_id }) {
  const about = verifications.get(user_id);
  if (!about) return null;
  const { phase, cancellationCode } = about.request;
  return { phase: VerificationPhase[phase], cancelled: cancellationCode, error: about.error };
}

// ---------------------------------------------------------------- the conversation with the test

const abilities = {
  start, sign: ({ password }) => sign(password), catchUp, send, encryptFile, decryptFile, decrypt, devices, trust,
  rotate, requestVerification, acceptVerification, startEmoji, emoji, confirmEmoji, denyEmoji,
  verificationState,
};

async function answer(line) {
  const { id, do: what, ...args } = JSON.parse(line);
  let said;
  try {
    said = { id, result: (await abilities[what](args)) ?? null };
  } catch (error) {
    console.error(error);
    said = { id, error: String(error?.message ?? error), code: error?.errcode ?? null };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}

process.on("unhandledRejection", (error) => console.error("unhandled", error));
createInterface({ input: process.stdin }).on("line", answer).on("close", () => process.exit(0));
