namespace ModelDeploy.Core.Audit;

/// <summary>From where somebody acts.</summary>
/// <param name="Address">The network address that the connection came from: of the nearest proxy, where one is in front and is not trusted.</param>
/// <param name="RequestId">The request as logs name it; of a page that stays open the one that opened it.</param>
public sealed record AuditOrigin(string Address, string RequestId);
