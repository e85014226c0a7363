using System.Globalization;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Local.Store.Rows;

internal sealed class InstanceTypeRow
{
    public required string Name { get; set; }

    public required long Version { get; set; }

    /// <summary>The whole instance type; the version inside is not used.</summary>
    public required string Content { get; set; }

    public static InstanceTypeRow From(InstanceType type) => new()
    {
        Name = type.Name,
        Version = long.Parse(type.Version, CultureInfo.InvariantCulture),
        Content = StoreJson.Write(type),
    };

    public InstanceType ToInstanceType() =>
        StoreJson.Read<InstanceType>(Content) with { Version = Version.ToString(CultureInfo.InvariantCulture) };
}
