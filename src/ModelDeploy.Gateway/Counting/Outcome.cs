namespace ModelDeploy.Gateway.Counting;

/// <summary>How a request ended, by its status.</summary>
internal enum Outcome
{
    /// <summary>1xx (upgraded) or 2xx.</summary>
    Succeeded,

    /// <summary>3xx.</summary>
    Redirected,

    /// <summary>4xx, or given up by the client.</summary>
    ClientError,

    /// <summary>5xx, or broken off by the model.</summary>
    ServerError,
}
