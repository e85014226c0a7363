using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>A filter made ready to be asked for thousands of deployments; answers without allocating.</summary>
/// <param name="filter">What is asked for.</param>
/// <param name="me">Who asks.</param>
public sealed class DeploymentMatcher(DeploymentFilter filter, PersonKey me)
{
    private readonly string[] _words = filter.Search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the deployment is shown.</summary>
    public bool Matches(Deployment deployment) =>
        (filter.Status is null || deployment.Phase == filter.Status) && MatchesButStatus(deployment);

    /// <summary>Whether the deployment is shown, its phase left aside: what the counts per status count.</summary>
    public bool MatchesButStatus(Deployment deployment) =>
        (filter.Group is null || deployment.Spec.Group == filter.Group)
        && (filter.Image is null || ImageNames.WithoutVersion(deployment.Spec.ModelImage).SequenceEqual(filter.Image))
        && (!filter.Mine || deployment.Created.By.Key == me)
        && HoldsEveryWord(deployment);

    private bool HoldsEveryWord(Deployment deployment)
    {
        foreach (var word in _words)
        {
            if (!Holds(deployment, word))
                return false;
        }
        return true;
    }

    private static bool Holds(Deployment deployment, string word) =>
        Holds(deployment.Spec.DisplayName, word)
        || Holds(deployment.Id, word)
        || Holds(deployment.Spec.ModelImage, word)
        || Holds(deployment.Spec.Group, word)
        || HoldsInMetadata(deployment, word);

    private static bool HoldsInMetadata(Deployment deployment, string word)
    {
        var sign = word.IndexOf('=');
        var metadata = deployment.Spec.Metadata;
        for (var i = 0; i < metadata.Count; i++)
        {
            var (name, value) = metadata[i];
            if (Holds(name, word) || Holds(value, word) || (sign >= 0 && IsPair(name, value, word, sign)))
                return true;
        }
        return false;
    }

    /// <summary>Whether <c>name=value</c> holds the word, whose first equals sign stands at <paramref name="sign"/>.</summary>
    private static bool IsPair(string name, string value, string word, int sign) =>
        name.AsSpan().EndsWith(word.AsSpan(0, sign), StringComparison.OrdinalIgnoreCase)
        && value.AsSpan().StartsWith(word.AsSpan(sign + 1), StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
