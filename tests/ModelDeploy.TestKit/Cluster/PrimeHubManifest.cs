namespace ModelDeploy.TestKit.Cluster;

/// <summary>A deployment as PrimeHub's documents show it.</summary>
public static class PrimeHubManifest
{
    /// <summary>Its name.</summary>
    public const string Id = "spam-classifier-abcxy";

    /// <summary>The manifest with an image of one's own.</summary>
    public static string Of(string image) => $"""
        apiVersion: primehub.io/v1alpha1
        kind: PhDeployment
        metadata:
          name: {Id}
        spec:
          displayName: "spam classifier"
          userId: "4d203a08-896a-4aa8-86e2-882f4d4aadec"
          userName: "phadmin"
          groupId: "ca6b032e-b8be-44d2-9646-092622d6ba15"
          groupName: "phusers"
          stop: false
          description: |
            This is my first deployment.
            This is my first deployment.
          predictors:
            - name: predictor1
              replicas: 2
              modelImage: {image}
              instanceType: cpu-only
              metadata:
                LEARNING_RATE: "0.02"
                MINI_BATCH: "20"
                ACCURACY: "0.98"
        """;
}
