using Microsoft.AspNetCore.Components;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Rows of names and values: metadata, or environment variables, which can be secret.</summary>
public partial class RowsSection
{
    /// <summary>The section's title.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>Words on the button that adds a row.</summary>
    [Parameter, EditorRequired] public required string AddText { get; set; }

    /// <summary>What removes one is called, with a gap for the row's number.</summary>
    [Parameter, EditorRequired] public required string RemoveText { get; set; }

    /// <summary>The list's path as errors name it.</summary>
    [Parameter, EditorRequired] public required string Path { get; set; }

    /// <summary>The rows; they are added, removed and written here.</summary>
    [Parameter, EditorRequired] public required List<NameValueRow> Rows { get; set; }

    /// <summary>What the last submit brought back.</summary>
    [Parameter, EditorRequired] public required FormErrors Errors { get; set; }

    /// <summary>Whether a row can be marked as secret.</summary>
    [Parameter] public bool WithSecrets { get; set; }

    /// <summary>Called after something changed.</summary>
    [Parameter] public EventCallback OnChange { get; set; }

    private static string? PlaceholderOf(NameValueRow row) => row switch
    {
        { Secret: false } => null,
        { KeptSecret: true } => FormTexts.SecretKept,
        { Retype: true } => FormTexts.SecretAgain,
        _ => null,
    };

    private Task AddAsync()
    {
        Rows.Add(new NameValueRow());
        return OnChange.InvokeAsync();
    }

    private Task RemoveAsync(NameValueRow row)
    {
        Rows.Remove(row);
        return OnChange.InvokeAsync();
    }
}
