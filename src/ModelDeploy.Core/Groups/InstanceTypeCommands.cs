using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Groups;

/// <summary>What system administrators can do to instance types.</summary>
public sealed class InstanceTypeCommands(ICatalog catalog, IDeploymentStore deployments, AuditTrail audit)
{
    /// <summary>
    /// Creates the instance type (version empty) or replaces the one it was read from. What runs keeps its amounts until its next
    /// template.
    /// </summary>
    public Task<CommandResult<InstanceType>> SaveAsync(Viewer by, InstanceType type, CancellationToken stop) =>
        Watched(by, AuditAction.InstanceTypeSaved, type.Name, TakeAsync(by, type, stop));

    private async Task<CommandResult<InstanceType>> TakeAsync(Viewer by, InstanceType type, CancellationToken stop)
    {
        if (!Access.MayAdminister(by))
            return Forbidden();
        type = type with { Name = type.Name.Trim(), DisplayName = type.DisplayName.Trim(), Description = type.Description.Trim(), GpuResource = type.GpuResource.Trim() };
        var known = await catalog.ReadAsync(stop);
        if (CatalogRules.Check(type, known) is { Count: > 0 } errors)
            return new CommandResult<InstanceType>.Invalid(errors.ToEquatableList());
        return await catalog.SaveInstanceTypeAsync(type, stop) switch
        {
            StoreResult<InstanceType>.Stored stored => await DoneAsync(by, AuditAction.InstanceTypeSaved, known.InstanceType(type.Name), stored.Value),
            StoreResult<InstanceType>.Missing => new CommandResult<InstanceType>.NotFound(),
            StoreResult<InstanceType>.Taken => new CommandResult<InstanceType>.Invalid(
                [new FieldError("name", CatalogTexts.InstanceTypeExists.With(type.Name))]),
            _ => new CommandResult<InstanceType>.Conflict(CatalogTexts.InstanceTypeChanged),
        };
    }

    /// <summary>
    /// Deletes it. While deployments name it, only when <paramref name="evenIfUsed"/>: they go on, but their next template fails.
    /// </summary>
    public Task<CommandResult<InstanceType>> DeleteAsync(Viewer by, string name, bool evenIfUsed, CancellationToken stop) =>
        Watched(by, AuditAction.InstanceTypeDeleted, name, RemoveAsync(by, name, evenIfUsed, stop));

    private async Task<CommandResult<InstanceType>> RemoveAsync(Viewer by, string name, bool evenIfUsed, CancellationToken stop)
    {
        if (!Access.MayAdminister(by))
            return Forbidden();
        if ((await catalog.ReadAsync(stop)).InstanceType(name) is not { } type)
            return new CommandResult<InstanceType>.NotFound();
        var users = (await deployments.ListAsync(stop)).Where(d => d.Spec.InstanceType == name).Select(d => d.Spec.DisplayName).ToList();
        if (users.Count > 0 && !evenIfUsed)
            return new CommandResult<InstanceType>.Conflict(
                UsedBy(users));
        return await catalog.DeleteInstanceTypeAsync(type, stop) is StoreResult<InstanceType>.Stored
            ? await DoneAsync(by, AuditAction.InstanceTypeDeleted, type, null)
            : new CommandResult<InstanceType>.Conflict(CatalogTexts.InstanceTypeChanged);
    }

    private async Task<CommandResult<InstanceType>> DoneAsync(Viewer by, AuditAction action, InstanceType? before, InstanceType? after)
    {
        var named = after ?? before!;
        await audit.DoneAsync(by, action, TargetOf(named.Name), WithoutVersion(before), WithoutVersion(after));
        return new CommandResult<InstanceType>.Accepted(named);
    }

    private Task<CommandResult<InstanceType>> Watched(Viewer by, AuditAction action, string name, Task<CommandResult<InstanceType>> answer) =>
        audit.WatchAsync(by, action, TargetOf(name), StoreUnavailableException.AnsweredAsync(answer));

    private static InstanceType? WithoutVersion(InstanceType? type) => type is null ? null : type with { Version = "" };

    private static AuditTarget TargetOf(string name) => new(AuditTargetKind.InstanceType, name);

    private static string UsedBy(List<string> names)
    {
        var some = string.Join(", ", names.Take(5)) + (names.Count > 5 ? " …" : "");
        return names.Count == 1 ? CatalogTexts.InstanceTypeUsedByOne.With(some) : CatalogTexts.InstanceTypeUsedByMany.With(names.Count, some);
    }

    private static CommandResult<InstanceType> Forbidden() =>
        new CommandResult<InstanceType>.Forbidden(CatalogTexts.OnlyAdminsInstanceTypes);
}
