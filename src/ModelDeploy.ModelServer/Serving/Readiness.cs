namespace ModelDeploy.ModelServer.Serving;

/// <summary>Whether the server takes requests. A model is loaded before the server listens, so only a switch makes this false.</summary>
internal sealed record Readiness(bool IsReady)
{
    /// <summary>What callers are told when it does not.</summary>
    public const string Refusal = "The model is not ready.";
}
