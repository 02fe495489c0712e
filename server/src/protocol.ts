/** Names and shapes of our own messages between client and server; the one file the client imports from here. */

/** Sent as `initializationOptions` by our client; every member may be missing with other clients. */
export interface InitializationOptions {
  /**
   * URI of the folder that holds the rule pages (`<rule id>.md`) that ship with the extension, ending in `/`.
   * Without it, diagnostics carry no link.
   */
  readonly rulePages?: string;
  /** Whether the client has the commands that code lenses lead to; without them a lens only tells. */
  readonly lensCommands?: boolean;
  /** Language ids in which another extension offers the values that schemas list, so that ours need not be offered twice. */
  readonly schemaLanguages?: readonly string[];
  /** Whether the client answers {@link readFileRequest} and {@link listFolderRequest}. */
  readonly answersFiles?: boolean;
  /** Whether the user trusts what is open, see {@link trustGrantedNotification}; absent with clients that do not ask. */
  readonly isTrusted?: boolean;
  /** Whether the client has {@link setSeverityCommand}. */
  readonly fixCommands?: boolean;
}

/** Commands of our client that code lenses name. Their argument is a {@link LensPlace}. */
export const openReportCommand = 'apimVnet.openReport';
export const explainFlowCommand = 'apimVnet.explainFlow';

/** Command of our client that changes `apimVnet.severity`: rule id, severity, URI of the document. */
export const setSeverityCommand = 'apimVnet.setSeverity';

export interface LensPlace {
  readonly uri: string;
  /** Of the resource that the lens stands above. */
  readonly position: { readonly line: number; readonly character: number };
}

/**
 * Notification, client to server: the user trusts what is open from now on. Files beside a document that lies in no folder of
 * the workspace are read only then.
 */
export const trustGrantedNotification = 'apimVnet/trustGranted';

/** Request, client to server: which targets the server recognised in one open document. Parameter and answer below. */
export const targetStatusRequest = 'apimVnet/targetStatus';

export interface TargetStatusParams {
  readonly textDocument: { readonly uri: string };
}

/** What the status item of the client shows for a document. */
export interface TargetStatus {
  /** `none`: nothing of ours in the file; `general`: networks, but none that is APIM's. */
  readonly state: 'none' | 'general' | 'target' | 'disabled';
  /** One line, for example "Internal, Premium, stv2-current". */
  readonly summary: string;
  /** One line per target: what it is, and how it was recognised. */
  readonly details: readonly string[];
}

/** Notification, server to client: diagnostics of a document may have changed its status; the client asks again. */
export const statusChangedNotification = 'apimVnet/statusChanged';

/** A range of a file as LSP gives it: lines and characters from 0, `end` is out. */
export interface PlaceInFile {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** Request, client to server: the security groups of one open document whose rules can be asked about a flow. */
export const flowGroupsRequest = 'apimVnet/flowGroups';

export interface FlowGroupsParams {
  readonly textDocument: { readonly uri: string };
}

/** A security group, or one use of it where several services stand behind it. */
export interface FlowGroup {
  /** Names it in {@link ExplainFlowParams}; stays the same while its name does. */
  readonly key: string;
  /** `undefined` where the file does not name it. */
  readonly name?: string | undefined;
  /** `'nsg-apim' (line 3)`, or with what it is for: `'nsg-apim' (line 3), Internal, Premium`. */
  readonly title: string;
  readonly place: PlaceInFile;
  /** The whole of the group, to tell whether a cursor is in it. */
  readonly area: PlaceInFile;
  /** The flows that API Management needs, those that need a look first; empty for a group that is nobody's. */
  readonly flows: readonly FlowPreset[];
}

export interface FlowPreset {
  readonly id: string;
  /** `TCP 3443 inbound from ApiManagement` */
  readonly title: string;
  readonly purpose: string;
  readonly outcome: FlowOutcome;
  /** The outcome in words, such as `allowed by default`. */
  readonly words: string;
}

/** A verdict as far as signs and colours tell it apart. */
export type FlowOutcome = 'allowed' | 'partly-blocked' | 'blocked' | 'unknown' | 'not-required';

/** Request, client to server: what a group does with a flow, and why, rule by rule. Answer: {@link FlowAnswer}. */
export const explainFlowRequest = 'apimVnet/explainFlow';

export interface ExplainFlowParams {
  readonly textDocument: { readonly uri: string };
  /** Key of a {@link FlowGroup}. */
  readonly group: string;
  readonly question: FlowQuestion;
}

/** A flow of the group's profile by its id, or packets as a user describes them. */
export type FlowQuestion =
  | { readonly flow: string }
  | {
      readonly direction: 'Inbound' | 'Outbound';
      /** `Tcp`, `Udp`, or `*` for either. */
      readonly protocol: string;
      /** An address, a CIDR prefix, a service tag, `*`, or `subnet` for the subnet of the group. */
      readonly source: string;
      /** As a rule writes it, several with commas between; empty for any. */
      readonly sourcePort: string;
      readonly destination: string;
      readonly destinationPort: string;
    };

export type FlowField = 'protocol' | 'source' | 'sourcePort' | 'destination' | 'destinationPort';

/** `ok: false`: the question cannot be asked; `problem` says in a sentence what is allowed, `field` which part is meant. */
export type FlowAnswer =
  | { readonly ok: false; readonly field: FlowField | 'group' | 'flow'; readonly problem: string }
  | ({ readonly ok: true } & FlowExplanation);

export interface FlowExplanation {
  /** `TCP 3443 inbound from ApiManagement to the subnet` */
  readonly title: string;
  /** `'nsg-apim'` */
  readonly group: string;
  readonly verdict: string;
  readonly outcome: FlowOutcome;
  /** The answer in a sentence or two. */
  readonly summary: string;
  /** What is taken for granted; whole sentences. */
  readonly notes: readonly string[];
  /** Every rule of the direction in the order it is asked, with its part in the answer. */
  readonly rules: readonly FlowStep[];
}

export interface FlowStep {
  readonly name: string;
  /** `null`: not known. */
  readonly priority: number | null;
  readonly access: 'Allow' | 'Deny' | null;
  readonly builtIn: boolean;
  readonly part: 'decides' | 'decides-part' | 'may-decide' | 'no-match' | 'nothing-left' | 'not-asked';
  /** `it does not match: its source is 'Sql'` */
  readonly text: string;
  /** `null` for a built-in rule. */
  readonly place: PlaceInFile | null;
}

/** Request, client to server: the report of a target in one open document. Answer: {@link ReportAnswer}. */
export const reportRequest = 'apimVnet/report';

export interface ReportParams {
  readonly textDocument: { readonly uri: string };
  /** Key of the target; where it is absent, or gone, `position` decides, and else the first target is taken. */
  readonly target?: string;
  readonly position?: { readonly line: number; readonly character: number };
  /** `panel`: the inside of an HTML page whose places are buttons; `html`: a page of its own. */
  readonly form: 'panel' | 'markdown' | 'html';
}

export interface ReportAnswer {
  /** Key of the target that the text is about; `null` where the file has none, and the text says what to do. */
  readonly target: string | null;
  /** Name of that target. */
  readonly title: string;
  /** All targets of the file. */
  readonly targets: readonly { readonly key: string; readonly title: string }[];
  readonly text: string;
  /** For a panel: its style sheet, in the colours of VS Code; else empty. */
  readonly style: string;
}

/** Request, client to server: the rules of a security group as a table. Answer: {@link RuleTablesAnswer}. */
export const ruleTablesRequest = 'apimVnet/ruleTables';

export interface RuleTablesParams {
  readonly textDocument: { readonly uri: string };
  /** A place in the group that is meant; in none, or absent: all groups of the file. */
  readonly position?: { readonly line: number; readonly character: number };
  readonly withBuiltIn: boolean;
  readonly form: 'markdown' | 'csv';
}

export interface RuleTablesAnswer {
  /** Names of the groups in the table; empty where the file has none. */
  readonly groups: readonly string[];
  readonly text: string;
}

/**
 * Request, server to client: the text of the file that the setting `apimVnet.serviceTagsFile` names. Asked by a server that
 * cannot read files itself. It names no file, so that a server can read no other one this way.
 */
export const serviceTagsTextRequest = 'apimVnet/serviceTagsText';

export type ServiceTagsText =
  | { readonly text: string }
  /** `problem` continues a sentence that starts with the file's name. */
  | { readonly problem: string };

/** Largest list of service tags that is read, in bytes; Microsoft's has about 5 MB. */
export const maxServiceTagsSize = 64 * 2 ** 20;

/**
 * Generators: commands that ask a few questions and write a text. The server knows the questions; the client shows them one by one,
 * keeps the answers, and puts the text where the user wants it. Nothing is remembered in the server between two questions.
 */

/** Request, client to server: the next question of a generator. {@link GeneratorParams}, answered by a {@link GeneratorStep}. */
export const generatorStepRequest = 'apimVnet/generatorStep';
/** Request, client to server: is this answer possible? {@link CheckAnswerParams}, answered by a sentence that says what is allowed, or null. */
export const checkAnswerRequest = 'apimVnet/checkAnswer';
/** Request, client to server: the text for all answers. {@link GenerateParams}, answered by a {@link Generated}. */
export const generateRequest = 'apimVnet/generate';

/** Answers by the key of their question: a text, or the ids of choices. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

export interface GeneratorParams {
  /** One of the ids that `server/src/features/generators/index.ts` lists. */
  readonly generator: string;
  readonly answers: Answers;
  /** The document whose contents give the defaults; it need not be one of ours. Absent: none is open. */
  readonly textDocument?: { readonly uri: string };
}

export interface CheckAnswerParams extends GeneratorParams {
  readonly key: string;
  readonly value: string | readonly string[];
}

export interface GenerateParams extends GeneratorParams {
  /** The whole text of the document that the result goes into; absent where it goes elsewhere. */
  readonly currentText?: string;
}

export interface GeneratorStep {
  /** Null: there is nothing more to ask. */
  readonly question: Question | null;
  /** How many questions there will be in all, as far as the answers tell. */
  readonly total: number;
}

export type Question = ChoiceQuestion | TextQuestion;

interface QuestionBase {
  /** Equal for the same question whenever it is asked. */
  readonly key: string;
  /** One line that says what to give. */
  readonly prompt: string;
  /** What the open document suggests; it comes before an earlier answer. */
  readonly suggested?: string | readonly string[];
  /** What to start with where neither the document nor an earlier answer tells. */
  readonly fallback?: string | readonly string[];
  /** Whether the answer is kept for the next time; not for what belongs to one document. */
  readonly remembered: boolean;
  /** Generators that ask the same keep the answer under one name; absent: each keeps its own. */
  readonly memory?: string;
}

export interface ChoiceQuestion extends QuestionBase {
  readonly kind: 'choice';
  /** Several choices may be taken, or none. */
  readonly many: boolean;
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

export interface TextQuestion extends QuestionBase {
  readonly kind: 'text';
  readonly placeholder: string;
}

export type Generated =
  | {
      readonly ok: true;
      readonly text: string;
      /** Id of a language in VS Code. */
      readonly language: string;
      /** Sentences that the text does not say. */
      readonly notes: readonly string[];
      /** The text is `currentText` with a part of it replaced, and not something to insert. */
      readonly replacesDocument?: boolean;
      /** Markdown that says the same with a picture; shown rendered where a new editor is asked for. */
      readonly preview?: string;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Request, server to client: the text of a file of the workspace. `{uri}`, answered by a {@link FileText}. Asked for files that
 * the server cannot read itself; the client refuses what lies outside of the workspace's folders.
 */
export const readFileRequest = 'apimVnet/readFile';

export type FileText =
  | { readonly text: string }
  /** `problem` continues a sentence that starts with the file's name. */
  | { readonly problem: string; readonly missing: boolean };

/** Request, server to client: the names in a folder of the workspace, those of folders ending in `/`. `{uri}`. */
export const listFolderRequest = 'apimVnet/listFolder';

export interface FolderContent {
  readonly names: readonly string[];
}

/** Largest file of a workspace that is read, in bytes. */
export const maxWorkspaceFileSize = 64 * 2 ** 20;

/** Request, client to server: all safe fixes of one open document. */
export const fixAllRequest = 'apimVnet/fixAll';

/** Request, client to server: the next question before a group is made ready. Parameter: {@link ReadyParams}; answer: {@link GeneratorStep}. */
export const readyStepRequest = 'apimVnet/readyStep';

/** Request, client to server: the edits that let through all that API Management needs. Parameter: {@link ReadyParams}. */
export const makeReadyRequest = 'apimVnet/makeReady';

export interface ReadyParams {
  readonly textDocument: { readonly uri: string };
  /** Keys `group`, `mode`, `sku` and `features`; `group` is not asked where there is one only. */
  readonly answers: Answers;
}

export interface FixAllAnswer {
  readonly edits: readonly TextChange[];
  /** Titles of the fixes that the edits make, in order. */
  readonly made: readonly string[];
  /** What is left, a sentence each: findings that have no safe fix, or flows that could not be opened. */
  readonly left: readonly string[];
  /** Why nothing could be done at all; null where something could be, or nothing is wrong. */
  readonly problem: string | null;
}

export interface TextChange {
  readonly range: PlaceInFile['range'];
  readonly newText: string;
}

/** Request, client to server: the parameter files of an open template. `{textDocument}`, answered by a {@link ParameterFiles}. */
export const parameterFilesRequest = 'apimVnet/parameterFiles';

/** The command that lets the user choose among them. */
export const chooseParametersCommand = 'apimVnet.chooseParameters';

export interface ParameterFiles {
  /** In the order of their names; empty for a text that is no template, or has none. */
  readonly files: readonly { readonly uri: string; readonly inEffect: boolean }[];
}
