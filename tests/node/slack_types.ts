// Slack's own types, of which the tests make a JSON Schema: what an app sends, and what it hears.
import {
  AgentSessionStoppedEvent,
  AnyChunk,
  AppHomeOpenedEvent,
  AppMentionEvent,
  AppUninstalledEvent,
  ChannelArchiveEvent,
  ChannelLeftEvent,
  FileShareMessageEvent,
  GenericMessageEvent,
  GroupArchiveEvent,
  GroupLeftEvent,
  HomeView,
  KnownBlock,
  MemberJoinedChannelEvent,
  MessageChangedEvent,
  MessageDeletedEvent,
  ModalView,
  TokensRevokedEvent,
} from "@slack/types";

export type SentBlock = KnownBlock;
export type SentModal = ModalView;
export type SentHome = HomeView;
export type SentChunk = AnyChunk;

// Where Slack sends more than its types tell, the difference is written out here.
interface Stamped { event_ts: string }
interface OfAnApp { app_id?: string }
interface Root { reply_count?: number; reply_users?: string[]; reply_users_count?: number; latest_reply?: string; is_locked?: boolean; subscribed?: boolean }
/** A message inside another event does not say again where it stands. */
type Inside<Message> = Omit<Message, "channel" | "channel_type" | "event_ts" | "attachments"> & { attachments?: object[] };
interface Tombstone { type: "message"; subtype: "tombstone"; user: "USLACKBOT"; text: string; hidden: true; ts: string; thread_ts: string }
type Nested = (Inside<GenericMessageEvent> & OfAnApp & Root) | (Inside<FileShareMessageEvent> & Stray & Root) | (Tombstone & Root);
interface Stray { team?: string; client_msg_id?: string; edited?: { user: string; ts: string } }

export type HeardMessage = GenericMessageEvent;
export type HeardOwnMessage = GenericMessageEvent & OfAnApp;
export type HeardFile = FileShareMessageEvent & Stray;
export type HeardChange = Omit<MessageChangedEvent, "message" | "previous_message"> & { message: Nested; previous_message: Nested };
export type HeardDeletion = Omit<MessageDeletedEvent, "previous_message"> & { previous_message: Nested };
export type HeardMention = AppMentionEvent & { client_msg_id?: string; parent_user_id?: string };
export type HeardHomeOpened = Omit<AppHomeOpenedEvent, "view"> & { view?: object };
export type HeardStop = AgentSessionStoppedEvent;
export type HeardJoin = MemberJoinedChannelEvent;
export type HeardLeft = ChannelLeftEvent | GroupLeftEvent;
export type HeardArchived = ChannelArchiveEvent | GroupArchiveEvent;
export type HeardUninstalled = AppUninstalledEvent & Stamped;
export type HeardRevoked = TokensRevokedEvent & Stamped;
