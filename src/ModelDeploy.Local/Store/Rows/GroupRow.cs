using System.Globalization;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Local.Store.Rows;

internal sealed class GroupRow
{
    public required string Name { get; set; }

    public required long Version { get; set; }

    /// <summary>The whole group; the version inside is not used.</summary>
    public required string Content { get; set; }

    public static GroupRow From(Group group) => new()
    {
        Name = group.Name,
        Version = long.Parse(group.Version, CultureInfo.InvariantCulture),
        Content = StoreJson.Write(group),
    };

    public Group ToGroup() => StoreJson.Read<Group>(Content) with { Version = Version.ToString(CultureInfo.InvariantCulture) };
}
