//! The language server: the protocol on one side, [`crate::ide`] on the other. Only this module knows the protocol's types.

mod checker;
mod client;
mod completion;
mod convert;
mod disk;
mod edits;
mod features;
mod hierarchy;
mod lenses;
mod lists;
mod moves;
mod notified;
mod paste;
mod publish;
mod pull;
mod requests;
mod workspace;

use checker::Checker;
use client::{Client, Settings};
use convert::Encoding;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::InitializeParams;
use lsp_types::notification::{self as note, Notification as _};
use lsp_types::request::{self as ask, Request as _};
use requests::Refusal;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use workspace::Workspace;

/// What went wrong in a way that ends the server.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Serves one client over standard input and output, until it says `exit`.
pub fn stdio() -> Result<(), Failure> {
    let (connection, threads) = Connection::stdio();
    serve(&connection)?;
    // the writer ends when the last sender is gone
    drop(connection);
    threads.join()?;
    Ok(())
}

/// Serves one client.
pub fn serve(connection: &Connection) -> Result<(), Failure> {
    let (id, params) = connection.initialize_start()?;
    let client = Client::new(&params["capabilities"]);
    let settings = Settings::of(&params["initializationOptions"]);
    let params: InitializeParams = serde_json::from_value(params)?;
    let general = params.capabilities.general.as_ref();
    let encoding = Encoding::of(general.and_then(|g| g.position_encodings.as_deref()));
    let result = json!({
        "capabilities": requests::capabilities(encoding),
        "serverInfo": { "name": "slsc", "version": env!("CARGO_PKG_VERSION") },
    });
    connection.initialize_finish(id, result)?;
    let mut server = Server::new(connection, client, settings, encoding)?;
    server.begin()?;
    server.run()
}

/// What the server asked the client.
pub enum Asked {
    Settings,
    /// What needs no answer.
    Nothing,
}

pub struct Server<'c> {
    connection: &'c Connection,
    pub client: Client,
    pub settings: Settings,
    pub encoding: Encoding,
    pub workspace: Workspace,
    waiting: VecDeque<Message>,
    asked: BTreeMap<RequestId, Asked>,
    next: i32,
    /// Open files that changed since diagnostics were last sent.
    pub dirty: BTreeSet<String>,
    pub checker: Checker,
    /// The documentation of what was last offered, for when it is looked at.
    pub offered: completion::Offered,
    /// Whether the first stack was checked: it is the one that is waited for.
    first: First,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Coming,
    Done,
}

impl<'c> Server<'c> {
    fn new(
        connection: &'c Connection,
        client: Client,
        settings: Settings,
        encoding: Encoding,
    ) -> Result<Self, Failure> {
        Ok(Server {
            connection,
            client,
            settings,
            encoding,
            workspace: Workspace::default(),
            waiting: VecDeque::new(),
            asked: BTreeMap::new(),
            next: 0,
            dirty: BTreeSet::new(),
            checker: Checker::start(connection, encoding)?,
            offered: completion::Offered::default(),
            first: First::Coming,
        })
    }

    /// Asks for what has to be asked for once the client is ready.
    fn begin(&mut self) -> Result<(), Failure> {
        if self.client.watches.is_on() {
            self.workspace.watched = disk::Watched::Yes;
            let watchers = json!([{ "globPattern": "**/*.{sls,py,js,mjs,cjs,ts,rb,json,zip,jar}" }]);
            let registration = json!({
                "id": "files",
                "method": note::DidChangeWatchedFiles::METHOD,
                "registerOptions": { "watchers": watchers },
            });
            self.ask("client/registerCapability", json!({ "registrations": [registration] }), Asked::Nothing)?;
        }
        self.ask_settings()
    }

    pub fn ask_settings(&mut self) -> Result<(), Failure> {
        if !self.client.configuration.is_on() {
            return Ok(());
        }
        self.ask("workspace/configuration", json!({ "items": [{ "section": "slsc" }] }), Asked::Settings)
    }

    pub fn ask(&mut self, method: &str, params: Value, asked: Asked) -> Result<(), Failure> {
        self.next += 1;
        let id = RequestId::from(format!("slsc-{}", self.next));
        self.asked.insert(id.clone(), asked);
        self.send(Message::Request(Request { id, method: method.into(), params }))
    }

    fn run(&mut self) -> Result<(), Failure> {
        loop {
            self.take_waiting()?;
            let message = match self.waiting.pop_front() {
                Some(message) => message,
                None => match self.idle()? {
                    Some(message) => message,
                    None => return Ok(()),
                },
            };
            match message {
                Message::Request(request) => {
                    if self.connection.handle_shutdown(&request)? {
                        return Ok(());
                    }
                    self.answer(request)?;
                }
                Message::Notification(notification) => self.notified(notification)?,
                Message::Response(response) => self.answered(response)?,
            }
        }
    }

    /// Nothing is asked: time to have it told what is wrong, and to tidy up.
    fn idle(&mut self) -> Result<Option<Message>, Failure> {
        self.guarded("publishDiagnostics", Server::publish).unwrap_or(Ok(()))?;
        self.workspace.tidy();
        match self.connection.receiver.recv() {
            Ok(message) => Ok(self.unless_cancel(message)?.or(Some(nothing()))),
            Err(_) => Ok(None),
        }
    }

    /// Shows that something is done where it is the first time: later there is nothing to wait for. Gives what ends it.
    fn progress(&mut self) -> Result<Vec<Message>, Failure> {
        if self.first == First::Done {
            return Ok(Vec::new());
        }
        self.first = First::Done;
        if !self.client.progress.is_on() {
            return Ok(Vec::new());
        }
        self.ask("window/workDoneProgress/create", json!({ "token": "slsc" }), Asked::Nothing)?;
        let say = |value: Value| Notification::new("$/progress".into(), json!({ "token": "slsc", "value": value }));
        self.send(say(json!({ "kind": "begin", "title": "slsc", "message": "checking the stack" })).into())?;
        Ok(vec![say(json!({ "kind": "end" })).into()])
    }

    /// Takes all that has come, so that a burst of keys is analysed once, and what was cancelled not at all.
    fn take_waiting(&mut self) -> Result<(), Failure> {
        while let Ok(message) = self.connection.receiver.try_recv() {
            if let Some(message) = self.unless_cancel(message)? {
                self.waiting.push_back(message);
            }
        }
        Ok(())
    }

    /// The message, unless it says that an answer is not waited for: then that is answered so, if it still waits.
    fn unless_cancel(&mut self, message: Message) -> Result<Option<Message>, Failure> {
        let id = match &message {
            Message::Notification(told) if told.method == note::Cancel::METHOD => &told.params["id"],
            _ => return Ok(Some(message)),
        };
        let id = match id {
            Value::String(text) => RequestId::from(text.clone()),
            other => RequestId::from(other.as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(-1)),
        };
        let is_it = |m: &Message| matches!(m, Message::Request(request) if request.id == id);
        if let Some(place) = self.waiting.iter().position(is_it) {
            self.waiting.remove(place);
            let response = Response::new_err(id, ErrorCode::RequestCanceled as i32, "cancelled".into());
            self.send(Message::Response(response))?;
        } else {
            self.checker.cancel(&id);
        }
        Ok(None)
    }

    fn answer(&mut self, request: Request) -> Result<(), Failure> {
        let Request { id, method, params } = request;
        let answer = if self.is_outdated(&method, &params) {
            Err(Refusal::new(ErrorCode::ContentModified, "the source has changed since"))
        } else if requests::takes_a_check(&method) {
            match self.guarded(&method, |server| requests::work(server, &method, params)) {
                Some(Ok(work)) => {
                    self.checker.answer(id, method, work);
                    return Ok(());
                }
                Some(Err(refusal)) => Err(refusal),
                None => Err(Refusal::failed(&method)),
            }
        } else {
            let answer = self.guarded(&method, |server| requests::answer(server, &method, params));
            answer.unwrap_or_else(|| Err(Refusal::failed(&method)))
        };
        self.send(Message::Response(checker::response(id, answer)))
    }

    /// Whether a request for what takes a whole check is about a text that was typed over since: the client asks again.
    fn is_outdated(&self, method: &str, params: &Value) -> bool {
        let is_heavy = [ask::InlayHintRequest::METHOD, ask::CodeLensRequest::METHOD, "slsc/template"].contains(&method);
        let uri = &params["textDocument"]["uri"];
        is_heavy
            && self.waiting.iter().any(|message| {
                matches!(message, Message::Notification(told)
                    if told.method == note::DidChangeTextDocument::METHOD && told.params["textDocument"]["uri"] == *uri)
            })
    }

    /// A mistake of ours must not take the editor's server away: it is told, and the next request is answered.
    fn guarded<T>(&mut self, what: &str, work: impl FnOnce(&mut Self) -> T) -> Option<T> {
        match catch_unwind(AssertUnwindSafe(|| work(self))) {
            Ok(done) => Some(done),
            Err(_) => {
                self.workspace.files_changed();
                let _ = self.send(failed(what));
                None
            }
        }
    }

    pub fn send(&self, message: Message) -> Result<(), Failure> {
        Ok(self.connection.sender.send(message)?)
    }
}

/// Tells of a mistake of ours.
fn failed(what: &str) -> Message {
    let message = format!("`{what}` failed; this is a mistake in slsc: please report it with the source");
    Notification::new("window/logMessage".into(), json!({ "type": 1, "message": message })).into()
}

/// A message that means nothing, where one that was taken is done with already.
fn nothing() -> Message {
    Message::Notification(Notification::new("$/nothing".into(), Value::Null))
}
