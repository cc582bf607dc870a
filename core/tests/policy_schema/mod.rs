//! A rulebook's input with every kind of field, and its output, without a rule.
//!
//! Drivers stand anywhere (`entity Driver`), in the policy's list and in a vehicle's; covers stand within their vehicle.

use lutine_core::date::Date;
use lutine_core::graph::{
    Bound, Constant, Currency, CurrencyId, Domain, DomainId, EnumId, Enumeration, Graph, InputId,
    Interval, List, ListId, Member, RISK, Space, SpaceId, Ty, UNIT,
};
use lutine_core::schema::{
    Absence, Field, FieldKind, InputColumn, Item, Object, Schema, ValueField,
};

pub const DRIVERS: SpaceId = SpaceId(2);
pub const VEHICLES: SpaceId = SpaceId(3);
pub const COVERS: SpaceId = SpaceId(4);
pub const PLANS: SpaceId = SpaceId(5);
pub const BROKERS: SpaceId = SpaceId(6);
pub const TAGS: SpaceId = SpaceId(7);
pub const LIMITS: SpaceId = SpaceId(8);
pub const LAYERS: SpaceId = SpaceId(9);

pub const USD: Ty = Ty::Money(CurrencyId(0));
pub const STATE: Ty = Ty::Enum(EnumId(0));

/// Lays out a schema.
struct Builder {
    graph: Graph,
    space: SpaceId,
}

impl Builder {
    fn input(&mut self, ty: Ty) -> InputId {
        let inputs = &mut self.graph.schema.inputs;
        inputs.push(InputColumn {
            space: self.space,
            ty,
        });
        InputId(u32::try_from(inputs.len() - 1).unwrap())
    }

    fn domain(&mut self, text: &str, intervals: Vec<Interval>) -> DomainId {
        self.graph.domains.push(Domain {
            intervals,
            text: text.into(),
        });
        DomainId(u32::try_from(self.graph.domains.len() - 1).unwrap())
    }

    fn value(&mut self, ty: Ty, domain: Option<DomainId>, absence: Absence) -> ValueField {
        ValueField {
            input: self.input(ty),
            domain,
            absence,
        }
    }

    fn required(&mut self, name: &str, ty: Ty) -> Field {
        let value = self.value(ty, None, Absence::Required);
        field(name, FieldKind::Value(value))
    }

    fn within(
        &mut self,
        name: &str,
        ty: Ty,
        text: &str,
        intervals: Vec<Interval>,
        absence: Absence,
    ) -> Field {
        let domain = self.domain(text, intervals);
        let value = self.value(ty, Some(domain), absence);
        field(name, FieldKind::Value(value))
    }

    fn absent(&mut self, name: &str, ty: Ty, absence: Absence) -> Field {
        let value = self.value(ty, None, absence);
        field(name, FieldKind::Value(value))
    }

    fn list(&mut self, name: &str, items: SpaceId, (min, max): (u32, u32), item: Item) -> Field {
        self.any_list(name, items, (min, max), item, false)
    }

    fn any_list(
        &mut self,
        name: &str,
        items: SpaceId,
        (min, max): (u32, u32),
        item: Item,
        single: bool,
    ) -> Field {
        let owner = self.space;
        self.graph.lists.push(List {
            name: name.into(),
            owner,
            items,
            min,
            max,
            single,
        });
        let list = ListId(u32::try_from(self.graph.lists.len() - 1).unwrap());
        field(name, FieldKind::List { list, item })
    }

    /// A list of plain values.
    fn values(
        &mut self,
        name: &str,
        items: SpaceId,
        bounds: (u32, u32),
        ty: Ty,
        domain: Option<DomainId>,
    ) -> Field {
        let owner = std::mem::replace(&mut self.space, items);
        let value = self.value(ty, domain, Absence::Required);
        self.space = owner;
        self.list(name, items, bounds, Item::Value(value))
    }

    fn object(&mut self, name: &str, doc: Option<&str>, fields: Vec<Field>) {
        self.graph.schema.objects.push(Object {
            name: name.into(),
            doc: doc.map(Into::into),
            fields,
        });
    }
}

fn field(name: &str, kind: FieldKind) -> Field {
    Field {
        name: name.into(),
        doc: None,
        kind,
    }
}

fn documented(doc: &str, field: Field) -> Field {
    Field {
        doc: Some(doc.into()),
        ..field
    }
}

/// A number of a declared range.
pub fn number(text: &str) -> Constant {
    Constant::Number(text.parse().unwrap())
}

/// `low..high`, either end open where nothing stands.
pub fn range(low: &str, high: &str) -> Vec<Interval> {
    let bound = |text: &str| {
        (!text.is_empty()).then(|| Bound {
            value: number(text),
            inclusive: true,
        })
    };
    vec![Interval {
        low: bound(low),
        high: bound(high),
    }]
}

/// `{…}`
pub fn set(values: &[&str]) -> Vec<Interval> {
    values
        .iter()
        .map(|value| Interval::one(number(value)))
        .collect()
}

fn address(builder: &mut Builder, name: &str, optional: bool) -> Field {
    let optional = optional.then(|| builder.input(Ty::Bool));
    let fields = vec![
        documented("Town or city.", builder.required("city", Ty::Text)),
        builder.absent("zip", Ty::Text, Absence::Optional),
        builder.absent("country", STATE, Absence::Default(Constant::Enum(1))),
    ];
    let name_of_record = "Address".into();
    field(
        name,
        FieldKind::Record {
            name: name_of_record,
            optional,
            fields,
        },
    )
}

/// The graph.
pub fn graph() -> Graph {
    let items = |parent, name: &str| Space::Items {
        parent,
        name: name.into(),
    };
    let member = |name: &str, label: Option<&str>| Member {
        name: name.into(),
        label: label.map(Into::into),
    };
    let graph = Graph {
        name: "policy_schema".into(),
        modules: Vec::new(),
        version: Some("1".into()),
        files: vec![],
        currencies: vec![Currency {
            code: "USD".into(),
            places: 2,
        }],
        enumerations: vec![Enumeration {
            name: "State".into(),
            members: vec![
                member("CA", Some("California")),
                member("TX", Some("Texas")),
                member("1M", None),
            ],
            ordered: false,
        }],
        schema: Schema {
            objects: vec![],
            inputs: vec![],
        },
        spaces: vec![
            Space::Unit,
            Space::Risk,
            items(RISK, "driver"),
            items(RISK, "vehicle"),
            items(VEHICLES, "cover"),
            items(RISK, "plan"),
            items(RISK, "broker"),
            items(RISK, "tags"),
            items(VEHICLES, "limits"),
            items(RISK, "layers"),
        ],
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
    assert_eq!(UNIT, SpaceId(0));
    let mut builder = Builder { graph, space: RISK };
    let b = &mut builder;
    policy(b);
    vehicle(b);
    b.space = DRIVERS;
    let fields = vec![
        b.required("licensed", Ty::Bool),
        b.within(
            "points",
            Ty::Int,
            "0..8",
            range("0", "8"),
            Absence::Required,
        ),
    ];
    b.object("Driver", None, fields);
    b.space = COVERS;
    let fields = vec![
        b.required("limit", USD),
        field("premium", FieldKind::Derived),
    ];
    b.object("Cover", None, fields);
    b.space = PLANS;
    let fields = vec![b.within(
        "coinsurance",
        Ty::Decimal,
        "0..1",
        range("0", "1"),
        Absence::Required,
    )];
    b.object("Plan", None, fields);
    b.space = BROKERS;
    let fields = vec![
        b.required("name", Ty::Text),
        b.absent("since", Ty::Date, Absence::Optional),
    ];
    b.object("Broker", None, fields);
    b.space = LAYERS;
    let fields = vec![b.required("loss", USD), b.required("share", Ty::Decimal)];
    b.object("Layer", Some("A layer of a programme."), fields);
    builder.graph
}

fn policy(b: &mut Builder) {
    let states = vec![
        Interval::one(Constant::Enum(0)),
        Interval::one(Constant::Enum(1)),
    ];
    let since = Constant::Date(Date::new(2020, 1, 1).unwrap());
    let from = vec![Interval {
        low: Some(Bound {
            value: since,
            inclusive: true,
        }),
        high: None,
    }];
    let fields = vec![
        documented("Number of the quote.", b.required("id", Ty::Int)),
        b.required("state", STATE),
        b.within("home", STATE, "{CA, TX}", states, Absence::Optional),
        b.within(
            "effective",
            Ty::Date,
            "2020-01-01..",
            from,
            Absence::Required,
        ),
        b.absent(
            "prior_insurance",
            Ty::Bool,
            Absence::Default(Constant::Bool(true)),
        ),
        b.within(
            "tier",
            Ty::Int,
            "1..10",
            range("1", "10"),
            Absence::Default(number("5")),
        ),
        b.within(
            "deductible",
            Ty::Int,
            "{100, 250}",
            set(&["100", "250"]),
            Absence::Optional,
        ),
        b.required("full/name~", Ty::Text),
        b.absent("rate", Ty::Decimal, Absence::Optional),
        b.within(
            "fee",
            USD,
            "0..",
            range("0", ""),
            Absence::Default(number("12.5")),
        ),
        address(b, "address", false),
        address(b, "mailing", true),
        b.any_list("plan", PLANS, (1, 1), Item::Object(4), true),
        b.any_list("broker", BROKERS, (0, 1), Item::Object(5), true),
        b.list("vehicles", VEHICLES, (1, 3), Item::Object(1)),
        b.list("drivers", DRIVERS, (0, 2), Item::Object(2)),
        b.values("tags", TAGS, (0, 3), Ty::Text, None),
        b.list("layers", LAYERS, (0, 9), Item::Object(6)),
        field("total", FieldKind::Derived),
    ];
    b.object("Policy", Some("A personal auto policy."), fields);
}

fn vehicle(b: &mut Builder) {
    b.space = VEHICLES;
    let limits = b.domain("{25, 50}", set(&["25", "50"]));
    let fields = vec![
        b.within(
            "symbol",
            Ty::Int,
            "1..30",
            range("1", "30"),
            Absence::Required,
        ),
        b.required("value", USD),
        b.list("occupants", DRIVERS, (0, 2), Item::Object(2)),
        b.list("covers", COVERS, (0, 4), Item::Object(3)),
        b.values("limits", LIMITS, (1, 2), Ty::Int, Some(limits)),
    ];
    b.object("Vehicle", None, fields);
}
