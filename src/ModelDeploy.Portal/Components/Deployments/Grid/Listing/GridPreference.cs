using System.Text.Json;
using ModelDeploy.Core;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>What a browser remembers of how its person likes the page.</summary>
/// <param name="View">Cards or table.</param>
/// <param name="Columns">The table's columns.</param>
public sealed record GridPreference(GridView View, EquatableList<GridColumn> Columns)
{
    /// <summary>Until somebody chooses.</summary>
    public static GridPreference Usual { get; } = new(GridView.Cards, GridColumns.Usual);

    /// <summary>From what the browser kept; what is missing or cannot be understood is as usual.</summary>
    public static GridPreference FromJson(string? json)
    {
        try
        {
            var kept = string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize<Kept>(json, JsonSerializerOptions.Web);
            return new GridPreference(
                GridQuery.ViewOf(kept?.View) ?? Usual.View,
                kept?.Columns is { } columns ? GridColumns.Of(columns.Select(GridColumns.Parse).OfType<GridColumn>()) : Usual.Columns);
        }
        catch (JsonException)
        {
            return Usual;
        }
    }

    /// <summary>For the browser to keep.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new Kept(View.ToString().ToLowerInvariant(), [.. Columns.Select(GridColumns.Key)]), JsonSerializerOptions.Web);

    private sealed record Kept(string? View, string?[]? Columns);
}
