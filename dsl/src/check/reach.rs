//! What leads back to itself, among things that each lead to some others.

/// Which of so many things lead back to themselves.
pub(super) fn on_cycles(count: usize, next: impl Fn(usize) -> Vec<usize>) -> Vec<bool> {
    let mut endless = vec![false; count];
    for component in components(count, &next) {
        let several = component.len() > 1;
        for one in component {
            // Something that leads to itself directly is a component of its own.
            set(&mut endless, one, several || next(one).contains(&one));
        }
    }
    endless
}

/// So many things in groups that lead to each other, a group behind all that it leads to (Tarjan's strong components, without recursion).
pub(crate) fn components(count: usize, next: impl Fn(usize) -> Vec<usize>) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut numbers: Vec<Option<usize>> = vec![None; count];
    let mut lows = vec![0_usize; count];
    let mut on_stack = vec![false; count];
    let (mut stack, mut counter) = (Vec::new(), 0_usize);
    for start in 0..count {
        let mut way: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut enter = Some(start).filter(|at| numbers.get(*at) == Some(&None));
        loop {
            if let Some(at) = enter.take() {
                set(&mut numbers, at, Some(counter));
                set(&mut lows, at, counter);
                set(&mut on_stack, at, true);
                counter = counter.saturating_add(1);
                stack.push(at);
                way.push((at, next(at)));
            }
            let Some((at, open)) = way.last_mut() else {
                break;
            };
            let at = *at;
            if let Some(to) = open.pop() {
                match numbers.get(to).copied().flatten() {
                    None => enter = Some(to).filter(|to| *to < count),
                    Some(number) if get(&on_stack, to) => {
                        let low = get(&lows, at).min(number);
                        set(&mut lows, at, low);
                    }
                    Some(_) => {}
                }
                continue;
            }
            way.pop();
            let low = get(&lows, at);
            if let Some((above, _)) = way.last() {
                let least = get(&lows, *above).min(low);
                set(&mut lows, *above, least);
            }
            if numbers.get(at).copied().flatten() == Some(low) {
                let from = stack.iter().rposition(|one| *one == at).unwrap_or(0);
                let component = stack.split_off(from);
                for one in &component {
                    set(&mut on_stack, *one, false);
                }
                found.push(component);
            }
        }
    }
    found
}

pub(super) fn get<T: Copy + Default>(of: &[T], at: usize) -> T {
    of.get(at).copied().unwrap_or_default()
}

pub(super) fn set<T>(of: &mut [T], at: usize, value: T) {
    if let Some(slot) = of.get_mut(at) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::on_cycles;

    #[test]
    fn only_what_leads_back_to_itself() {
        // 0 → 1 ⇄ 2 → 3, 4 → 4, 5 → 0
        let next = [vec![1], vec![2], vec![1, 3], vec![], vec![4], vec![0, 4]];
        let found = on_cycles(6, |at| next.get(at).cloned().unwrap_or_default());
        assert_eq!(found, [false, true, true, false, true, false]);
    }

    #[test]
    fn a_long_chain_that_closes() {
        let count = 100_000;
        assert!(
            on_cycles(count, |at| vec![(at + 1) % count])
                .iter()
                .all(|on| *on)
        );
    }
}
