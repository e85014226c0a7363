namespace ModelDeploy.Core.Operations;

/// <summary>That the store cannot be followed: what is shown is as of then.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Because">What went wrong, as the store told it.</param>
public sealed record Outage(DateTimeOffset Since, string Because);
