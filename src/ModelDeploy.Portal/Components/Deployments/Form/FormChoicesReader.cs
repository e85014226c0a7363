using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Gathers what a person can choose from in the form.</summary>
public sealed class FormChoicesReader(CatalogCache catalog, DeploymentFeed feed, ImageSuggestions images)
{
    /// <summary>The choices of this viewer as of now. Waits until groups and deployments were read for the first time.</summary>
    public async Task<FormChoices> ReadAsync(Viewer viewer, CancellationToken stop)
    {
        await catalog.LoadedAsync(stop);
        await feed.LoadedAsync(stop);
        return FormChoices.For(viewer, catalog.Current, images.For(viewer));
    }

    /// <summary>Calls back with the choices after every change of groups and instance types, on another task: be quick. Dispose to end it.</summary>
    public IDisposable Follow(Viewer viewer, Action<FormChoices> changed) =>
        catalog.OnChange(newest => changed(FormChoices.For(viewer, newest, images.For(viewer))));
}
