//! How a request can end other than well, and what the person is told.

use app::{AppError, Refusal};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

/// A request's bad end. Pages handle the refusals they expect; the rest come here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oops {
    /// No such page or record, or another's: the same answer.
    NotFound,
    /// The address knows no such method.
    WrongMethod,
    /// Not a request our pages make.
    BadRequest,
    /// Sent from a foreign page.
    Foreign,
    /// More bytes than taken.
    TooLarge,
    /// The bytes came too slowly.
    TooSlow,
    /// Log in first; what was typed is kept.
    LogInFirst,
    /// The record was changed meanwhile.
    Stale,
    /// Too many tries.
    SlowDown {
        /// Wait so long.
        seconds: i64,
    },
    /// None of the visitor's roles permits it.
    NotPermitted,
    /// The account is closing.
    Closing,
    /// A refusal the page did not expect.
    Refused,
    /// There are too many uploads under way.
    Busy,
    /// A neighbour cannot be asked just now.
    Unavailable,
    /// Our fault.
    Internal,
}

impl Oops {
    /// The status.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Foreign | Self::NotPermitted | Self::Closing => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::LogInFirst => StatusCode::UNAUTHORIZED,
            Self::Stale | Self::Refused => StatusCode::CONFLICT,
            Self::SlowDown { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The message ids of title and explanation are `oops-<name>-title` and `-text`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::WrongMethod => "wrong-method",
            Self::BadRequest => "bad-request",
            Self::Foreign => "foreign",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::LogInFirst => "log-in-first",
            Self::Stale => "stale",
            Self::SlowDown { .. } => "slow-down",
            Self::NotPermitted => "not-permitted",
            Self::Closing => "closing",
            Self::Refused => "refused",
            Self::Busy => "busy",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// All of them, for the test that renders every page.
    pub const SAMPLES: [Self; 15] = [
        Self::NotFound,
        Self::WrongMethod,
        Self::BadRequest,
        Self::Foreign,
        Self::TooLarge,
        Self::TooSlow,
        Self::LogInFirst,
        Self::Stale,
        Self::SlowDown { seconds: 60 },
        Self::NotPermitted,
        Self::Closing,
        Self::Refused,
        Self::Busy,
        Self::Unavailable,
        Self::Internal,
    ];
}

impl From<AppError> for Oops {
    fn from(error: AppError) -> Self {
        match &error {
            AppError::NotFound => Self::NotFound,
            AppError::Refused(Refusal::Stale) => Self::Stale,
            AppError::Refused(Refusal::Closing) => Self::Closing,
            AppError::Refused(Refusal::NotPermitted) => Self::NotPermitted,
            AppError::Refused(Refusal::SlowDown { seconds }) => {
                Self::SlowDown { seconds: *seconds }
            }
            AppError::Refused(_) => Self::Refused,
            // No verb had thought of it; for the person it is the same.
            other if other.is_conflict() => {
                let error = other as &dyn std::error::Error;
                tracing::warn!(error, "a record changed meanwhile");
                Self::Stale
            }
            other if other.is_unavailable() => {
                tracing::error!(
                    error = other as &dyn std::error::Error,
                    "a neighbour is unavailable"
                );
                Self::Unavailable
            }
            other => {
                tracing::error!(error = other as &dyn std::error::Error, "a request failed");
                Self::Internal
            }
        }
    }
}

impl From<askama::Error> for Oops {
    fn from(error: askama::Error) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "a page could not be rendered");
        Self::Internal
    }
}

impl IntoResponse for Oops {
    /// A bare answer; the visit middleware dresses it in the person's language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What a handler gives.
pub type Answer = Result<Response, Oops>;

/// An identity in a path.
///
/// # Errors
/// [`Oops::NotFound`] when it is none.
pub fn path_id(text: &str) -> Result<Uuid, Oops> {
    Uuid::try_parse(text).map_err(|_| Oops::NotFound)
}
