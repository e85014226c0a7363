namespace ModelDeploy.Kubernetes.Client;

/// <summary>The kinds of refusals that callers tell apart, after <c>metav1.StatusReason</c>.</summary>
public enum ApiReason
{
    /// <summary>Another refusal; the message says which.</summary>
    Other,

    /// <summary>The server could not be reached, or the connection broke.</summary>
    Unreachable,

    /// <summary>There is no such object: the API server itself says so.</summary>
    NotFound,

    /// <summary>Whoever answers does not know the path: the kind's definition is missing, or something else than an API server speaks. Of objects this says nothing.</summary>
    NotServed,

    /// <summary>An object of this name is there already.</summary>
    AlreadyExists,

    /// <summary>The object has changed since the version that was named, or somebody else manages a field.</summary>
    Conflict,

    /// <summary>The object breaks its schema or a rule.</summary>
    Invalid,

    /// <summary>The request itself makes no sense to the server.</summary>
    BadRequest,

    /// <summary>No or wrong credentials.</summary>
    Unauthorized,

    /// <summary>These credentials may not do this, or an admission (quota, webhook) denies it.</summary>
    Forbidden,

    /// <summary>The version or page that was asked for is too old to go on from.</summary>
    Expired,

    /// <summary>Asked too often.</summary>
    TooManyRequests,

    /// <summary>The server, or what is behind it, cannot answer now.</summary>
    Unavailable,

    /// <summary>The server gave up waiting for what is behind it.</summary>
    Timeout,
}
