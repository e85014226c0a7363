namespace ModelDeploy.Core.Audit;

/// <summary>One value before and after. Secrets are never here, only that they are.</summary>
/// <param name="Field">Its path: <c>quota.cpu</c>, <c>env[2].value</c>.</param>
/// <param name="Before">As JSON tells it; null: it was not there.</param>
/// <param name="After">As JSON tells it; null: it is not there any more.</param>
public sealed record AuditedField(string Field, string? Before, string? After);
