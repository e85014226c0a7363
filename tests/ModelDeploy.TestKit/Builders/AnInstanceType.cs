using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.TestKit.Builders;

/// <summary>Instance types for tests: half a core, 512 MiB, no GPU, for every group.</summary>
public static class AnInstanceType
{
    /// <summary>An instance type of this name.</summary>
    public static InstanceType Named(string name = "cpu-tiny") => new()
    {
        Name = name,
        DisplayName = name,
        Resources = new Resources(0.5m, 512L << 20, 0),
    };

    /// <summary>The same with these amounts.</summary>
    public static InstanceType WithResources(this InstanceType type, decimal cpu, long memory, int gpu = 0) =>
        type with { Resources = new Resources(cpu, memory, gpu) };

    /// <summary>The same for these groups only.</summary>
    public static InstanceType ForGroups(this InstanceType type, params IEnumerable<string> groups) =>
        type with { Groups = groups.ToEquatableList() };
}
