using ModelDeploy.Core.Audit;
using ModelDeploy.TestKit.Conformance;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Conformance;

public sealed class InMemoryAuditLogConformance : AuditLogConformance
{
    protected override IAuditLog Log { get; } = new InMemoryAuditLog();
}
