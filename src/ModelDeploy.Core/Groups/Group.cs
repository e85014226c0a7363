using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Groups;

/// <summary>A tenant: people, a quota, and whether they may deploy models.</summary>
public sealed record Group
{
    /// <summary>Immutable name: lower-case letters, digits and dashes, at most 63 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown to people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether Model Deployment is switched on. Off until an administrator says otherwise.</summary>
    public bool ModelDeploymentEnabled { get; init; }

    /// <summary>What the group may use at once.</summary>
    public Quota Quota { get; init; } = Quota.Unlimited;

    /// <summary>Who belongs to it.</summary>
    public EquatableList<GroupMember> Members { get; init; }

    /// <summary>The catalog's version of this record, expected back on every write; empty before the first.</summary>
    public string Version { get; init; } = "";
}
