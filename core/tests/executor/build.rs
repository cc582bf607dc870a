//! A small graph with its batch, built step by step.

use lutine_core::answer::Answer;
use lutine_core::batch::{Batch, Items, Segment};
use lutine_core::column::Values;
use lutine_core::engine::Engine;
use lutine_core::graph::*;
use lutine_core::number::Decimal;
use lutine_core::schema::{
    Absence, Field, FieldKind, InputColumn, Item, Object, Schema, ValueField,
};
use std::sync::Arc;

pub struct Build {
    pub graph: Graph,
    pub batch: Batch,
    /// The line of the next node.
    pub line: u32,
    /// The spaces of the objects of the input.
    objects: Vec<SpaceId>,
}

pub fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn numbers(texts: &str) -> Values {
    Values::Number(texts.split_whitespace().map(number).collect())
}

pub fn bools(bits: &str) -> Values {
    Values::Bool(bits.split_whitespace().map(|b| b == "t").collect())
}

pub fn dates(texts: &str) -> Values {
    let dates = texts.split_whitespace();
    Values::Date(dates.map(|d| d.parse().unwrap()).collect())
}

pub fn texts(texts: &str) -> Values {
    Values::Text(texts.split_whitespace().map(Arc::from).collect())
}

/// The ordinals of the enumeration A, B, C.
pub fn members(names: &str) -> Values {
    let ordinal = |name: &str| u32::from(name.as_bytes()[0] - b'A');
    Values::Enum(names.split_whitespace().map(ordinal).collect())
}

pub const LETTER: Ty = Ty::Enum(EnumId(0));
pub const USD: Ty = Ty::Money(CurrencyId(0));

/// A list of an output.
pub fn list_of(space: SpaceId, keep: Option<NodeId>, item: Shape, strict: bool) -> Shape {
    Shape::List {
        space,
        keep,
        item: Box::new(item),
        strict,
    }
}

/// A record of an output.
pub fn record(fields: &[(&str, Shape)]) -> Shape {
    let fields = fields.iter();
    Shape::Record(
        fields
            .map(|(name, shape)| Build::field(name, shape.clone()))
            .collect(),
    )
}

impl Build {
    pub fn new(risks: u32) -> Self {
        let member = |name: &str| Member {
            name: name.into(),
            label: None,
        };
        let graph = Graph {
            name: "test".into(),
            version: None,
            modules: Vec::new(),
            files: vec!["test.lutine".into(), "tables/test.csv".into()],
            currencies: vec![Currency {
                code: "USD".into(),
                places: 2,
            }],
            enumerations: vec![Enumeration {
                name: "Letter".into(),
                members: ["A", "B", "C"].map(member).to_vec(),
                ordered: true,
            }],
            schema: Schema {
                objects: vec![Object {
                    name: "Policy".into(),
                    doc: None,
                    fields: vec![],
                }],
                inputs: vec![],
            },
            spaces: vec![Space::Unit, Space::Risk],
            lists: vec![],
            domains: vec![],
            tables: vec![],
            sites: vec![],
            nodes: vec![],
            declarations: vec![],
            requirements: vec![],
            output: vec![],
            scans: vec![],
        };
        let batch = Batch {
            risks,
            inputs: vec![],
            given: vec![],
            items: vec![Items::default(); 2],
            segments: vec![],
        };
        Self {
            graph,
            batch,
            line: 1,
            objects: vec![RISK],
        }
    }

    fn site(&mut self) -> SiteId {
        self.graph.sites.push(Site {
            file: 0,
            line: self.line,
            column: 1,
        });
        SiteId(self.graph.sites.len() as u32 - 1)
    }

    /// A node on a line of its own.
    pub fn node(&mut self, space: SpaceId, ty: Ty, op: Op, args: &[NodeId]) -> NodeId {
        let site = self.site();
        self.line += 1;
        self.graph.nodes.push(Node {
            op,
            space,
            ty,
            args: args.to_vec(),
            site,
            declares: None,
        });
        NodeId(self.graph.nodes.len() as u32 - 1)
    }

    /// A constant, brought into a space.
    pub fn constant(&mut self, space: SpaceId, ty: Ty, value: Constant) -> NodeId {
        let constant = self.node(UNIT, ty, Op::Constant(value), &[]);
        if space == UNIT {
            return constant;
        }
        self.node(space, ty, Op::Up, &[constant])
    }

    pub fn number(&mut self, space: SpaceId, text: &str) -> NodeId {
        self.constant(space, Ty::Decimal, Constant::Number(number(text)))
    }

    /// An input column with its values.
    pub fn input(&mut self, space: SpaceId, ty: Ty, values: Values) -> NodeId {
        self.graph.schema.inputs.push(InputColumn { space, ty });
        let id = InputId(self.graph.schema.inputs.len() as u32 - 1);
        let field = FieldKind::Value(ValueField {
            input: id,
            domain: None,
            absence: Absence::Required,
        });
        self.add_field(space, &format!("input_{}", id.0), field);
        self.batch.inputs.push(values);
        self.batch.given.push(vec![]);
        self.node(space, ty, Op::Input(id), &[])
    }

    fn add_field(&mut self, space: SpaceId, name: &str, kind: FieldKind) {
        let object = self.objects.iter().position(|of| *of == space).unwrap();
        self.graph.schema.objects[object].fields.push(Field {
            name: name.into(),
            doc: None,
            kind,
        });
    }

    /// An input column, and a column that is it except in the lanes marked with x: these are in error (out_of_range).
    pub fn failing(&mut self, space: SpaceId, ty: Ty, values: Values, marks: &str) -> NodeId {
        let value = self.input(space, ty, values);
        let bad = |mark: &str| {
            if mark == "x" {
                Decimal::ONE
            } else {
                Decimal::ZERO
            }
        };
        let bad = marks.split_whitespace().map(bad).collect();
        let bad = self.input(space, Ty::Int, Values::Number(bad));
        let domain = self.domain("0..0", &[("0", "0")]);
        let check = Op::Check(Check {
            domain,
            name: "mark".into(),
        });
        let bad = self.node(space, Ty::Int, check, &[bad]);
        self.node(space, ty, Op::Guard, &[bad, value])
    }

    /// A fold of all lanes of a space below another.
    pub fn fold(
        &mut self,
        space: SpaceId,
        from: SpaceId,
        kind: Reduction,
        ty: Ty,
        value: NodeId,
    ) -> NodeId {
        let op = Op::Reduce {
            kind,
            from,
            filtered: false,
        };
        self.node(space, ty, op, &[value])
    }

    /// Closed ranges of numbers.
    pub fn domain(&mut self, text: &str, ranges: &[(&str, &str)]) -> DomainId {
        let bound = |text: &str| {
            Some(Bound {
                value: Constant::Number(number(text)),
                inclusive: true,
            })
        };
        let intervals = ranges.iter().map(|(low, high)| Interval {
            low: bound(low),
            high: bound(high),
        });
        self.graph.domains.push(Domain {
            intervals: intervals.collect(),
            text: text.into(),
        });
        DomainId(self.graph.domains.len() as u32 - 1)
    }

    pub fn space(&mut self, space: Space) -> SpaceId {
        self.graph.spaces.push(space);
        self.batch.items.push(Items::default());
        SpaceId(self.graph.spaces.len() as u32 - 1)
    }

    pub fn list(&mut self, name: &str, owner: SpaceId, items: SpaceId) -> ListId {
        self.graph.lists.push(List {
            name: name.into(),
            owner,
            items,
            min: 0,
            max: 100,
            single: false,
        });
        self.batch.segments.push(vec![]);
        ListId(self.graph.lists.len() as u32 - 1)
    }

    /// A given list: so many items for each lane of the owner.
    pub fn given_list(&mut self, name: &str, owner: SpaceId, counts: &[u32]) -> (ListId, SpaceId) {
        let items = self.space(Space::Items {
            parent: owner,
            name: name.trim_end_matches('s').into(),
        });
        let list = self.list(name, owner, items);
        let item = Item::Object(self.objects.len() as u32);
        self.add_field(owner, name, FieldKind::List { list, item });
        self.objects.push(items);
        self.graph.schema.objects.push(Object {
            name: name.into(),
            doc: None,
            fields: vec![],
        });
        let filled = &mut self.batch.items[items.index()];
        for (lane, count) in (0..).zip(counts) {
            let start = filled.parent.len() as u32;
            self.batch.segments[list.index()].push(Segment { start, len: *count });
            for position in 1..=*count {
                filled.parent.push(lane);
                filled.list.push(list);
                filled.owner.push(lane);
                filled.position.push(position);
            }
        }
        (list, items)
    }

    /// Makes a node the value of an attribute, a definition or a rule.
    pub fn declare(&mut self, kind: DeclarationKind, name: &str, value: NodeId) -> DeclarationId {
        let node = self.graph.nodes[value.index()].clone();
        let id = DeclarationId(self.graph.declarations.len() as u32);
        self.graph.nodes[value.index()].declares = Some(id);
        self.graph.declarations.push(Declaration {
            kind,
            name: name.into(),
            label: None,
            space: node.space,
            value: Shape::One(value),
            site: node.site,
            formula: "…".into(),
            operands: vec![],
            lookups: vec![],
            variants: vec![],
            steps: vec![],
        });
        id
    }

    pub fn attribute(&mut self, name: &str, value: NodeId) -> NodeId {
        self.declare(DeclarationKind::Attribute, name, value);
        value
    }

    pub fn field(name: &str, shape: Shape) -> NamedShape {
        NamedShape {
            name: name.into(),
            shape,
            doc: None,
        }
    }

    pub fn output(&mut self, name: &str, shape: Shape) {
        self.graph.output.push(Self::field(name, shape));
    }

    pub fn engine(&self) -> Engine {
        Engine::new(self.graph.clone()).unwrap()
    }

    pub fn answers(&self) -> Vec<Answer> {
        self.engine().evaluate(&self.batch)
    }

    pub fn json(&self) -> String {
        let answers = self.answers();
        let lines: Vec<String> = answers.iter().map(Answer::to_json).collect();
        lines.join("\n")
    }

    /// The lanes of a node: values as an answer writes them, `code@line` where in error.
    pub fn lanes(&self, node: NodeId) -> String {
        let engine = self.engine();
        let execution = engine.execute(&self.batch);
        let column = execution.column(node).unwrap();
        let ty = self.graph.nodes[node.index()].ty;
        let lane = |lane: u32| match column.failure(lane) {
            failure if failure.is_some() => {
                let origin = execution.trace(node, lane).expect("an error has an origin");
                assert_eq!(Some(origin.code), failure.code());
                assert_eq!(origin.node, failure.node());
                format!("{}@{}", origin.code.as_str(), origin.node.0)
            }
            _ => match &column.values {
                Values::Ref(lanes) => format!("#{}", lanes[lane as usize]),
                Values::Row(rows) if rows[lane as usize] == Values::NO_ROW => "no row".into(),
                Values::Row(rows) => format!("row {}", rows[lane as usize]),
                values => lutine_core::answer::scalar(&self.graph, values, ty, lane).to_json(),
            },
        };
        let lanes: Vec<String> = (0..column.values.len() as u32).map(lane).collect();
        lanes.join(" ")
    }
}
