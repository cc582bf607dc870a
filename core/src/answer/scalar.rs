use crate::column::Values;
use crate::graph::{Graph, Ty};
use crate::value::Value;

/// The value in a lane of a column, as an answer gives it. References and rows have none.
#[must_use]
pub fn scalar(graph: &Graph, values: &Values, ty: Ty, lane: u32) -> Value {
    let lane = lane as usize;
    let value = match values {
        Values::Bool(column) => column.get(lane).map(|x| Value::Bool(*x)),
        Values::Number(column) => column.get(lane).map(|x| match (ty, graph.places(ty)) {
            (_, Some(places)) => Value::Money { amount: *x, places },
            (Ty::Int, _) => Value::Int(*x),
            _ => Value::Decimal(*x),
        }),
        Values::Text(column) => column.get(lane).map(|x| Value::Text(x.clone())),
        Values::Date(column) => column.get(lane).map(|x| Value::Date(*x)),
        Values::Enum(column) => column
            .get(lane)
            .and_then(|x| graph.member(ty, *x))
            .map(|member| Value::Enum(member.name.clone())),
        Values::Ref(_) | Values::Row(_) => None,
    };
    value.unwrap_or(Value::Absent)
}
