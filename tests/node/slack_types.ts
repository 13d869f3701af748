// Slack's own types, of which the tests make a JSON Schema.
import {
  AgentSessionStoppedEvent,
  AnyChunk,
  AppHomeOpenedEvent,
  AppMentionEvent,
  GenericMessageEvent,
  HomeView,
  KnownBlock,
  ModalView,
} from "@slack/types";

export type SentBlock = KnownBlock;
export type SentModal = ModalView;
export type SentHome = HomeView;
export type SentChunk = AnyChunk;
export type HeardMessage = GenericMessageEvent;
export type HeardMention = AppMentionEvent;
export type HeardHomeOpened = AppHomeOpenedEvent;
export type HeardStop = AgentSessionStoppedEvent;
