use super::{Answer, Fault, FaultCode, FieldError, Refusal, scalar};
use crate::batch::Segment;
use crate::column::Values;
use crate::execute::Execution;
use crate::graph::{ErrorCode, NamedShape, NodeId, RISK, Shape, SpaceId, Ty};
use crate::value::Value;
use std::collections::HashSet;
use std::sync::Arc;

impl Execution<'_> {
    /// The answer to one risk of the batch.
    #[must_use]
    pub fn answer(&self, risk: u32) -> Answer {
        let refusals = self.refusals(risk);
        if !refusals.is_empty() {
            return Answer::refused(refusals);
        }
        let mut reader = Reader {
            execution: self,
            errors: Errors::default(),
            strict: false,
            wanted: &|_, _| true,
        };
        let mut path = "output".to_owned();
        let output = reader.fields(&self.plan.graph.output, (RISK, risk), &mut path, true);
        Answer {
            output: output.value,
            errors: reader.errors.found,
            refusals: Vec::new(),
        }
    }

    /// One field of the output of a risk, by its place: its value, or the errors that keep it from having one. An error that arises
    /// in the field's own expression has the path `outside`.
    ///
    /// # Errors
    /// The errors, those of its parts included.
    pub fn field(&self, place: usize, risk: u32, outside: &str) -> Result<Value, Vec<FieldError>> {
        let mut reader = Reader {
            execution: self,
            errors: Errors::default(),
            strict: false,
            wanted: &|_, _| true,
        };
        let Some(field) = self.plan.graph.output.get(place) else {
            return Ok(Value::Absent);
        };
        let read = reader.value(&field.shape, (RISK, risk), &mut outside.to_owned());
        if read.in_error {
            Err(reader.errors.found)
        } else {
            Ok(read.value)
        }
    }

    /// A value in a lane of a space, and the errors of what it leaves out; nothing where it is in error itself. `path` is that of
    /// an error that comes through no declaration.
    pub(crate) fn read(
        &self,
        shape: &Shape,
        at: At,
        path: &str,
    ) -> (Option<Value>, Vec<FieldError>) {
        self.read_for(shape, at, path, &|_, _| true)
    }

    /// The same with those errors alone that are wanted.
    pub(super) fn read_for(
        &self,
        shape: &Shape,
        at: At,
        path: &str,
        wanted: Wanted<'_>,
    ) -> (Option<Value>, Vec<FieldError>) {
        let mut reader = Reader {
            execution: self,
            errors: Errors::default(),
            strict: false,
            wanted,
        };
        let read = reader.value(shape, at, &mut path.to_owned());
        let value = (!read.left_out).then_some(read.value);
        (value, reader.errors.found)
    }

    /// The requirements that a risk does not meet, or for which that cannot be computed.
    #[must_use]
    pub fn refusals(&self, risk: u32) -> Vec<Refusal> {
        let mut errors = Errors::default();
        let mut refusals = Vec::new();
        for requirement in &self.plan.graph.requirements {
            let Some(condition) = self.column(requirement.condition) else {
                continue;
            };
            let space = requirement.space;
            for lane in lanes(self.below(space, RISK, risk)) {
                let holds = condition.values.bools().get(lane as usize) == Some(&true);
                if condition.failure(lane).is_some() {
                    let origin = self.trace(requirement.condition, lane);
                    let item = || self.item_path(space, lane).text(&self.plan.graph.lists);
                    let error = origin.map(|origin| FieldError::new(self, &origin, &item()));
                    let error = error.filter(|error| errors.is_new(error));
                    refusals.extend(error.map(Refusal::Error));
                } else if !holds {
                    refusals.push(Refusal::Fault(Fault {
                        code: FaultCode::Requirement,
                        pointer: self.pointer(space, lane),
                        message: requirement.message.to_string(),
                    }));
                }
            }
        }
        refusals
    }
}

fn lanes(segment: Segment) -> std::ops::Range<u32> {
    segment.start..segment.start.saturating_add(segment.len)
}

/// Where a value is read: a lane of a space.
pub(crate) type At = (SpaceId, u32);

/// A value as far as it could be had.
struct Read {
    value: Value,
    /// Whether it, or something in it, is in error.
    in_error: bool,
    /// Whether it is to be left out.
    left_out: bool,
}

impl Read {
    const fn whole(value: Value) -> Self {
        Self {
            value,
            in_error: false,
            left_out: false,
        }
    }

    const LEFT_OUT: Self = Self {
        value: Value::Absent,
        in_error: true,
        left_out: true,
    };
}

/// Reads values out of an execution and gathers the errors of those that it leaves out.
struct Reader<'a> {
    execution: &'a Execution<'a>,
    errors: Errors,
    /// Whether what is read counts as a whole, so that its first error is the last that is looked for.
    strict: bool,
    wanted: Wanted<'a>,
}

/// Whether anybody asks for an error, by the operation that failed and its code: to say where one came from takes long.
pub(super) type Wanted<'a> = &'a dyn Fn(NodeId, ErrorCode) -> bool;

impl Reader<'_> {
    /// The fields of an object. Those of the answer itself and of its `for` lists add their names to the path, those of a record
    /// do not.
    fn fields(&mut self, fields: &[NamedShape], at: At, path: &mut String, named: bool) -> Read {
        let mut read = Vec::with_capacity(fields.len());
        let mut in_error = false;
        for field in fields {
            let end = path.len();
            if named {
                path.push('.');
                path.push_str(&field.name);
            }
            let value = self.value(&field.shape, at, path);
            path.truncate(end);
            in_error |= value.in_error;
            if !value.left_out {
                read.push((Arc::clone(&field.name), value.value));
            }
            if in_error && self.strict {
                break;
            }
        }
        Read {
            value: Value::Record(read),
            in_error,
            left_out: false,
        }
    }

    fn value(&mut self, shape: &Shape, at: At, path: &mut String) -> Read {
        match shape {
            Shape::One(node) => match self.one(*node, at, path) {
                Some(value) => Read::whole(value),
                None => Read::LEFT_OUT,
            },
            Shape::Optional { given, value } => match self.one(*given, at, path) {
                None => Read::LEFT_OUT,
                Some(Value::Bool(true)) => self.value(value, at, path),
                Some(_) => Read::whole(Value::Absent),
            },
            Shape::Record(fields) => self.fields(fields, at, path, false),
            Shape::List {
                space,
                keep,
                item,
                strict,
            } => {
                let lanes = lanes(self.execution.below(*space, at.0, at.1));
                if *strict {
                    self.strict_list(item, *keep, (*space, lanes), path)
                } else {
                    self.list_of_objects(item, *keep, (*space, lanes), path)
                }
            }
        }
    }

    /// The value of a column in a lane of its space, or of one below it; nothing where it is in error. A reference is the path of
    /// its item: no output has one, but worksheets show them.
    fn one(&mut self, node: NodeId, (space, lane): At, path: &str) -> Option<Value> {
        let graph = &self.execution.plan.graph;
        let known = graph.node(node)?;
        let lane = *self.execution.up(space, known.space).get(lane as usize)?;
        let column = self.execution.column(node)?;
        let failure = column.failure(lane);
        if let Some(code) = failure.code() {
            if (self.wanted)(failure.node(), code)
                && let Some(origin) = self.execution.trace(node, lane)
            {
                self.errors
                    .add(FieldError::new(self.execution, &origin, path));
            }
            return None;
        }
        if let (Values::Ref(items), Ty::Ref(space)) = (&column.values, known.ty) {
            let item = *items.get(lane as usize)?;
            let path = self.execution.item_path(space, item);
            return Some(Value::from(path.text(&graph.lists)));
        }
        Some(scalar(graph, &column.values, known.ty, lane))
    }

    /// Whether a lane is an item of a list; nothing where that is in error.
    fn keeps(&mut self, keep: Option<NodeId>, at: At, path: &str) -> Option<bool> {
        match keep {
            None => Some(true),
            Some(keep) => Some(self.one(keep, at, path)? == Value::Bool(true)),
        }
    }

    /// A list of which the first item in error makes an error.
    fn strict_list(
        &mut self,
        item: &Shape,
        keep: Option<NodeId>,
        (space, lanes): (SpaceId, std::ops::Range<u32>),
        path: &mut String,
    ) -> Read {
        let mut items = Vec::with_capacity(lanes.len());
        for lane in lanes {
            match self.keeps(keep, (space, lane), path) {
                None => return Read::LEFT_OUT,
                Some(false) => {}
                Some(true) => {
                    let outside = std::mem::replace(&mut self.strict, true);
                    let value = self.value(item, (space, lane), path);
                    self.strict = outside;
                    if value.in_error {
                        return Read::LEFT_OUT;
                    }
                    items.push(value.value);
                }
            }
        }
        Read::whole(Value::List(items))
    }

    /// A list whose items keep their errors to their fields; one that could not be made is left out.
    fn list_of_objects(
        &mut self,
        item: &Shape,
        keep: Option<NodeId>,
        (space, lanes): (SpaceId, std::ops::Range<u32>),
        path: &mut String,
    ) -> Read {
        let mut kept = Vec::with_capacity(lanes.len());
        for lane in lanes {
            match self.keeps(keep, (space, lane), path) {
                None => return Read::LEFT_OUT,
                Some(false) => {}
                Some(true) => kept.push(lane),
            }
        }
        let mut items = Vec::with_capacity(kept.len());
        let mut in_error = false;
        for (place, lane) in (1_u32..).zip(kept) {
            let end = path.len();
            path.push_str(&format!("[{place}]"));
            let value = match item {
                Shape::Record(fields) => self.fields(fields, (space, lane), path, true),
                other => self.value(other, (space, lane), path),
            };
            path.truncate(end);
            if value.left_out {
                return Read::LEFT_OUT;
            }
            in_error |= value.in_error;
            items.push(value.value);
            if in_error && self.strict {
                break;
            }
        }
        Read {
            value: Value::List(items),
            in_error,
            left_out: false,
        }
    }
}

/// Errors, each place and item once, first come first.
#[derive(Default)]
struct Errors {
    found: Vec<FieldError>,
    places: HashSet<(ErrorCode, String, Arc<str>, u32, u32)>,
}

impl Errors {
    fn add(&mut self, error: FieldError) {
        if self.is_new(&error) {
            self.found.push(error);
        }
    }

    /// Whether no error of the same place and item has been seen; now it has.
    fn is_new(&mut self, error: &FieldError) -> bool {
        let (path, file) = (error.path.clone(), error.file.clone());
        self.places
            .insert((error.code, path, file, error.line, error.column))
    }
}
