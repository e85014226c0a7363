using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Audit;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.TestKit.Builders;

/// <summary>Audits for tests.</summary>
public static class AnAudit
{
    /// <summary>Somebody changed this deployment.</summary>
    public static AuditEvent Event(string target, string? group = "red") => new()
    {
        At = AChange.Start,
        Action = AuditAction.DeploymentUpdated,
        Outcome = AuditOutcome.Done,
        Target = new AuditTarget(AuditTargetKind.Deployment, target, group),
    };

    /// <summary>One that writes into this log, or where nobody looks.</summary>
    public static AuditTrail Into(IAuditLog? log = null, TimeProvider? clock = null) =>
        new(log ?? new InMemoryAuditLog(), clock ?? TimeProvider.System, NullLogger<AuditTrail>.Instance);
}
