//! Lines of a made-up queue.

use app::review::{Claimed, Colleague, Line};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    application::{State, waiting::Look},
    staff::StaffId,
};
use uuid::Uuid;

pub(super) fn lines() -> Vec<Line> {
    let at = |hours| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hours);
    let line = |hours, age, state, look| Line {
        id: Uuid::nil(),
        version: 3,
        state,
        look,
        submitted_at: at(hours),
        sent_at: at(hours),
        age: Ok(age),
        claim: None,
        is_recommended_by_me: false,
        is_customer_inactive: false,
    };
    let claim = |name: &str, is_mine| {
        let by = Colleague { staff: StaffId(Uuid::nil()), name: Some(name.to_owned()) };
        Some(Claimed { by, until: at(400), is_mine })
    };
    let review = line(3, 6, State::InReview, Look::First);
    let second = line(20, 2, State::Recommended, Look::Second);
    vec![
        Line { claim: claim("佐藤 一郎 <b>", false), ..review.clone() },
        Line { claim: claim("鈴木 二郎", true), sent_at: at(9), ..review },
        line(5, 4, State::Submitted, Look::First),
        Line { is_customer_inactive: true, ..line(6, 4, State::Submitted, Look::First) },
        second.clone(),
        Line { is_recommended_by_me: true, ..second },
    ]
}
