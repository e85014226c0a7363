namespace ModelDeploy.Core.Groups;

/// <summary>All groups and instance types at one moment, each ordered by name.</summary>
/// <param name="Groups">Every group.</param>
/// <param name="InstanceTypes">Every instance type.</param>
/// <param name="PullSecrets">Image pull secrets that exist; empty where the runtime has none.</param>
public sealed record CatalogSnapshot(
    EquatableList<Group> Groups, EquatableList<InstanceType> InstanceTypes, EquatableList<PullSecret> PullSecrets)
{
    /// <summary>Nothing at all.</summary>
    public static CatalogSnapshot Empty { get; } = new([], [], []);

    /// <summary>The group of this name, or null.</summary>
    public Group? Group(string name) => Groups.FirstOrDefault(group => group.Name == name);

    /// <summary>The instance type of this name, or null.</summary>
    public InstanceType? InstanceType(string name) => InstanceTypes.FirstOrDefault(type => type.Name == name);
}

/// <summary>Credentials for a registry, by name; usable by one group, or by all when null.</summary>
public sealed record PullSecret(string Name, string? Group);
