namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>Tests that disturb the cluster itself: one after the other, when no other test of this program runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultsOfTheClusterCollection
{
    /// <summary>Its name.</summary>
    public const string Name = "Faults of the cluster";
}
