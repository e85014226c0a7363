namespace ModelDeploy.Core.Operations;

/// <summary>That something is away on which every page rests: what is shown is as of then.</summary>
/// <param name="What">What is away.</param>
/// <param name="Since">Since when.</param>
/// <param name="Because">What went wrong, as it was told.</param>
public sealed record Outage(OutageOf What, DateTimeOffset Since, string Because);

/// <summary>What can be away, the worst first.</summary>
public enum OutageOf
{
    /// <summary>The store cannot be followed.</summary>
    Store,

    /// <summary>No controller acts, here or elsewhere.</summary>
    Controller,

    /// <summary>The controller acts, but cannot finish its passes for some deployments.</summary>
    Passes,
}
