namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>What the page's address asks for.</summary>
/// <param name="Filter">Which deployments.</param>
/// <param name="Order">In which order.</param>
/// <param name="View">How; null for what the browser remembers.</param>
public sealed record GridQuery(DeploymentFilter Filter, DeploymentOrder Order, GridView? View)
{
    /// <summary>The view that the query names; null for none or one that nobody knows.</summary>
    public static GridView? ViewOf(string? text) =>
        Enum.TryParse<GridView>(text, ignoreCase: true, out var view) && Enum.IsDefined(view) ? view : null;

    /// <summary>The values for the address; null where a parameter is left out.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>
    {
        ["search"] = TextOrNull(Filter.Search),
        ["status"] = Filter.Status?.ToString().ToLowerInvariant(),
        ["group"] = Filter.Group,
        ["image"] = Filter.Image,
        ["mine"] = Filter.Mine ? "yes" : null,
        ["sort"] = Order.ToQuery(),
        ["view"] = View?.ToString().ToLowerInvariant(),
    };

    /// <summary>What comes back out of the address: a search for nothing but blanks does not.</summary>
    public GridQuery AsRead() => this with { Filter = Filter with { Search = TextOrNull(Filter.Search) ?? "" } };

    /// <summary>The text; null where there is none.</summary>
    public static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
