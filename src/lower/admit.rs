//! Who may send to a queue: several declarations may let a service in, and the queue has one policy.

use super::Lower;
use crate::emit::Node;
use crate::eval::value::Val;
use crate::model::DeclId;
use crate::source::Span;

/// A service that sends to a queue on behalf of a source.
pub struct Admission {
    pub queue: DeclId,
    pub service: &'static str,
    /// The ARN that it sends for.
    pub source: Node,
    pub span: Span,
}

impl Lower<'_> {
    /// Lets a service send to a queue of this stack. An existing queue's policy is not this stack's: `expand` says so.
    pub fn admit(&mut self, queue: &Val, service: &'static str, source: Node, span: Span) {
        let Some(id) = super::referred(queue) else { return };
        let decl = self.decl(id);
        if decl.existing {
            self.note(decl, format!("its own policy must let {service} send to it: this stack cannot change it"));
        } else if decl.kind_word() == "queue" {
            self.admissions.push(Admission { queue: id, service, source, span });
        }
    }

    /// The policies of all queues that somebody was let in to.
    pub fn queue_policies(&mut self) {
        let mut admissions = std::mem::take(&mut self.admissions);
        admissions.sort_by_key(|a| a.queue);
        for group in admissions.chunk_by(|a, b| a.queue == b.queue) {
            let decl = self.decl(group[0].queue);
            let queue = Node::get_att(decl.logical_id.clone(), "Arn");
            let mut statements: Vec<Node> = Vec::new();
            for admission in group {
                let same = crate::object! { "aws:SourceArn": admission.source.clone() };
                let statement: Node = crate::object! {
                    "Effect": "Allow",
                    "Principal": crate::object! { "Service": admission.service },
                    "Action": "sqs:SendMessage",
                    "Resource": queue.clone(),
                    "Condition": crate::object! { "ArnEquals": same },
                }
                .into();
                let text = crate::emit::print::print_node(&statement);
                if !statements.iter().any(|s| crate::emit::print::print_node(s) == text) {
                    statements.push(statement.at(admission.span));
                }
            }
            // a set: its order does not depend on that of declarations
            statements.sort_by_cached_key(crate::emit::print::print_node);
            let document = crate::object! { "Version": "2012-10-17", "Statement": statements };
            let url = Node::reference(decl.logical_id.clone());
            let properties = crate::object! { "PolicyDocument": document, "Queues": vec![url] };
            self.within_decl(decl.id, |this| {
                this.add(decl, "Policy", "AWS::SQS::QueuePolicy", properties);
            });
        }
    }
}
