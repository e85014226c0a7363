namespace ModelDeploy.Core.Audit;

/// <summary>What came of it.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was not allowed, and nothing was done.</summary>
    Denied,
}
