using System.Globalization;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.InstanceTypes;

/// <summary>A taint that is tolerated, as typed and chosen.</summary>
public sealed class TolerationRow
{
    /// <summary>The taint's key; empty for every one.</summary>
    public string Key { get; set; } = "";

    /// <summary>How the value is compared.</summary>
    public string Operator { get; set; } = Toleration.Equal;

    /// <summary>The taint's value.</summary>
    public string Value { get; set; } = "";

    /// <summary>What the taint does; empty for whatever it does.</summary>
    public string Effect { get; set; } = "";

    /// <summary>For how long; empty for ever.</summary>
    public string Seconds { get; set; } = "";

    /// <summary>Whether nothing was typed or chosen.</summary>
    public bool IsEmpty => Operator == Toleration.Equal && new[] { Key, Value, Effect, Seconds }.All(string.IsNullOrWhiteSpace);

    /// <summary>The row of a toleration.</summary>
    public static TolerationRow From(Toleration toleration) => new()
    {
        Key = toleration.Key ?? "",
        Operator = toleration.Operator ?? Toleration.Equal,
        Value = toleration.Value ?? "",
        Effect = toleration.Effect ?? "",
        Seconds = toleration.TolerationSeconds?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The toleration that was typed; a number that cannot be read is noted for its field below <paramref name="path"/>.</summary>
    public Toleration ToToleration(string path, NumberText numbers) =>
        new(OrNull(Key), Operator, OrNull(Value), OrNull(Effect), numbers.Whole($"{path}.tolerationSeconds", Seconds));

    private static string? OrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
