using System.Text.Json;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>Who made the newest revision of a deployment, and who the first: an annotation, written together with the spec.</summary>
/// <param name="Generation">The generation that it is about.</param>
/// <param name="Change">What made that.</param>
/// <param name="Created">What made the first.</param>
internal sealed record ChangeNote(long Generation, Change Change, Change Created)
{
    /// <summary>The note as it is written.</summary>
    public string Write() => JsonSerializer.Serialize(this, ApiJson.Options);

    /// <summary>The note on a deployment; null when there is none that can be read.</summary>
    public static ChangeNote? On(PhDeployment deployment) => Read<ChangeNote>(deployment, Labels.Change);

    /// <summary>That it is being deleted, and by whom; null when it is not.</summary>
    public static Change? DeletionOf(PhDeployment deployment) => Read<Change>(deployment, Labels.Deletion)
        ?? (deployment.Metadata.DeletionTimestamp is { } at ? new Change(ChangeAction.Deleted, Kubectl.Somebody, at) : null);

    private static T? Read<T>(PhDeployment deployment, string annotation) where T : class
    {
        if (deployment.Metadata.Annotations?.TryGetValue(annotation, out var text) is not true)
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(text, ApiJson.Options);
        }
        catch (JsonException)
        {
            return null; // somebody wrote it by hand
        }
    }
}
