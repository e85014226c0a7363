using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Layout;

/// <summary>The frame around every page: header, navigation, content, and a boundary so that a broken page keeps the frame.</summary>
public sealed partial class MainLayout : IDisposable
{
    private bool _navigationOpen;
    private ErrorBoundary? _boundary;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private Viewer? Viewer { get; set; }

    /// <inheritdoc />
    public void Dispose() => Navigation.LocationChanged -= OnNavigated;

    /// <inheritdoc />
    protected override void OnInitialized() => Navigation.LocationChanged += OnNavigated;

    private void ToggleNavigation() => _navigationOpen = !_navigationOpen;

    private void OnNavigated(object? sender, LocationChangedEventArgs location)
    {
        _navigationOpen = false;
        _boundary?.Recover();
        StateHasChanged();
    }
}
