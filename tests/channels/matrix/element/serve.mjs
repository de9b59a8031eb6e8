// A person with the library of Element Web and its encryption, who hears and writes to signed devices only.
// One JSON object a line: a command on stdin, its answer on stdout.
import { createInterface } from "node:readline";
import * as sdk from "matrix-js-sdk";
import { EventShieldColour, OnlySignedDevicesIsolationMode, VerificationPhase } from "matrix-js-sdk/lib/crypto-api/index.js";
import { logger } from "matrix-js-sdk/lib/logger.js";

logger.disableAll?.();
for (const name of ["log", "info", "debug", "warn", "trace"]) console[name] = () => {}; // stdout is for answers
let client, recoveryKey;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function until(find, seconds = 60) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(100)) {
        const found = await find();
        if (found) return found;
    }
    throw new Error("waited in vain");
}

const events = (room) => client.getRoom(room)?.getLiveTimeline().getEvents() ?? [];

async function seen(event) {
    await event.getDecryptionPromise();
    const info = await client.getCrypto().getEncryptionInfoForEvent(event);
    return {
        body: event.getContent().body ?? null,
        failure: event.decryptionFailureReason ?? null,
        thread: event.threadRootId ?? null,
        shield: info && Object.keys(EventShieldColour).find((name) => EventShieldColour[name] === info.shieldColour),
    };
}

const commands = {
    async open({ homeserver, user, password }) {
        const identifier = { type: "m.id.user", user };
        const auth = { type: "m.login.password", identifier, password };
        const login = await sdk.createClient({ baseUrl: homeserver }).loginRequest({ ...auth });
        client = sdk.createClient({
            baseUrl: homeserver, userId: login.user_id, deviceId: login.device_id, accessToken: login.access_token,
            cryptoCallbacks: { getSecretStorageKey: async ({ keys }) => [Object.keys(keys)[0], recoveryKey] },
        });
        await client.initRustCrypto({ useIndexedDB: false });
        client.getCrypto().setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
        await client.startClient();
        await until(() => client.isInitialSyncComplete());
        await client.getCrypto().bootstrapCrossSigning({ authUploadDeviceSigningKeys: (upload) => upload(auth) });
        return client.getUserId();
    },
    async invite({ other }) {
        const encryption = { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } };
        const made = await client.createRoom({
            invite: [other], is_direct: true, preset: "trusted_private_chat", initial_state: [encryption],
        });
        await until(() => client.getRoom(made.room_id)?.getMember(other)?.membership === "join");
        return made.room_id;
    },
    async say({ room, text, thread }) {
        const sent = await (thread ? client.sendTextMessage(room, thread, text) : client.sendTextMessage(room, text));
        return sent.event_id;
    },
    async send({ room, content }) {
        return (await client.sendMessage(room, content)).event_id;
    },
    async edit({ room, event, text }) {
        const content = { msgtype: "m.text", body: text };
        await client.sendMessage(room, {
            ...content, body: `* ${text}`, "m.new_content": content, "m.relates_to": { rel_type: "m.replace", event_id: event },
        });
    },
    // Chooses by a reaction under what somebody said last with some words.
    async react({ room, speaker, text, key }) {
        const under = events(room).findLast((event) => event.getSender() === speaker && event.getContent().body?.includes(text));
        await client.sendEvent(room, "m.reaction", {
            "m.relates_to": { rel_type: "m.annotation", event_id: under.getId(), key },
        });
    },
    async leave({ room }) {
        await client.leave(room);
    },
    // Upgrades a room as Element does: the one that replaces it, with the same people invited.
    async upgrade({ room, other, version }) {
        const made = (await client.upgradeRoom(room, version)).replacement_room;
        await until(() => client.getRoom(made)?.getMyMembership() === "join");
        await client.invite(made, other);
        await until(() => client.getRoom(made)?.getMember(other)?.membership === "join");
        return made;
    },
    // Sets up the recovery of the account and returns the key that its owner writes down.
    async recovery({ passphrase }) {
        const crypto = client.getCrypto();
        const key = await crypto.createRecoveryKeyFromPassphrase(passphrase ?? undefined);
        recoveryKey = key.privateKey;
        await crypto.bootstrapSecretStorage({ createSecretStorageKey: async () => key });
        return key.encodedPrivateKey;
    },
    // Asks somebody to compare emojis, in a room or from device to device, and returns how that ended.
    async verify({ other, room, device }) {
        const crypto = client.getCrypto();
        const request = await (room ? crypto.requestVerificationDM(other, room) : crypto.requestDeviceVerification(other, device));
        await until(() => request.phase === VerificationPhase.Cancelled);
        return { code: request.cancellationCode, by: request.cancellingUserId };
    },
    // What somebody said in a room so far.
    async heard({ room, speaker }) {
        const said = events(room).filter((event) => event.getSender() === speaker && !event.isState());
        return Promise.all(said.map(seen));
    },
    // What somebody said in a room, once it holds a text, or cannot be read where no text is given.
    async hear({ room, speaker, text }) {
        return until(async () => {
            const said = events(room).filter((event) => event.getSender() === speaker && !event.isState());
            const all = await Promise.all(said.map(seen));
            return all.some((one) => (text ? one.body?.includes(text) : one.failure)) && all;
        });
    },
};

for await (const line of createInterface({ input: process.stdin })) {
    const { command, ...given } = JSON.parse(line);
    let answer;
    try {
        answer = { answer: (await commands[command](given)) ?? null };
    } catch (error) {
        answer = { error: String(error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
