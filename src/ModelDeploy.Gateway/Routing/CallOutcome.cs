namespace ModelDeploy.Gateway.Routing;

/// <summary>What a call said about the replica that was asked.</summary>
internal enum CallOutcome
{
    /// <summary>It ended for another reason, such as a client that left.</summary>
    Undecided,

    /// <summary>The replica answered, with whatever status: a model's own 500 is an answer.</summary>
    Answered,

    /// <summary>No connection could be made, or no answer came in time.</summary>
    Failed,

    /// <summary>A connection was neither taken nor refused in time.</summary>
    NotTaken,

    /// <summary>The connection ended before an answer.</summary>
    Broke,
}
