using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.InstanceTypes;

/// <summary>Every instance type that the viewer can use; system administrators change them.</summary>
public sealed partial class InstanceTypesPage : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private ConfirmDialog? _deleting;
    private IReadOnlyList<InstanceType>? _types;
    private IDisposable? _listening;
    private InstanceType? _target;
    private InstanceType? _edited;
    private bool _editing;

    /// <summary>Instance types as they are.</summary>
    [Inject] public required CatalogCache Catalog { get; init; }

    /// <summary>Accepts changes.</summary>
    [Inject] public required InstanceTypeCommands Commands { get; init; }

    /// <summary>Tells what was done or refused.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    private bool MayChange => Access.MayAdminister(Viewer);

    /// <inheritdoc />
    public void Dispose()
    {
        _listening?.Dispose();
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await Catalog.LoadedAsync(_closing.Token);
        _listening = Catalog.OnChange(catalog => _ = InvokeAsync(() => Show(catalog)));
        Show(Catalog.Current);
    }

    private void Show(CatalogSnapshot catalog)
    {
        var groups = Access.GroupsOf(Viewer, catalog);
        _types = [.. catalog.InstanceTypes.Where(type => MayChange || groups.Any(group => type.IsFor(group.Name)))];
        StateHasChanged();
    }

    private void Edit(InstanceType? type)
    {
        _edited = type;
        _editing = true;
    }

    private async Task DeleteAsync(InstanceType type)
    {
        _target = type;
        if (!await _deleting!.AskAsync())
            return;
        var answer = await Commands.DeleteAsync(Viewer, type.Name, evenIfUsed: false, _closing.Token);
        if (Problem.InOneLine(answer) is { } problem)
            Toaster.Show(ToastKind.Error, problem);
        else
            Toaster.Show(ToastKind.Success, $"{Isolated.Name(type.DisplayName)} is deleted.");
    }
}
