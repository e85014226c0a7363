namespace ModelDeploy.TestKit.Cluster;

/// <summary>The cluster that tests run on, when there is one: whatever <c>KUBECONFIG</c> names.</summary>
public static class ClusterUnderTest
{
    /// <summary>When this variable is <c>1</c>, a machine without a cluster fails the tests instead of skipping them.</summary>
    public const string RequiredVariable = "MODELDEPLOY_TESTS_REQUIRE_CLUSTER";

    private const string Missing =
        "It needs a Kubernetes cluster that it may fill and empty: name its kubeconfig by the environment variable KUBECONFIG (docs/kubernetes.md).";

    /// <summary>The path of its kubeconfig; skips the test when there is no cluster.</summary>
    public static string Kubeconfig
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator).FirstOrDefault(File.Exists);
            if (path is null && Environment.GetEnvironmentVariable(RequiredVariable) == "1")
                Assert.Fail(Missing);
            Assert.SkipWhen(path is null, Missing);
            return path!;
        }
    }
}
