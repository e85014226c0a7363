using System.Text;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Children;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Children;

public sealed class ChildObjectsTests
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly Guid Uid = new("5c1f5d05-8a25-4b8f-9d26-3b1f0a5a1c11");
    private static readonly KubernetesOptions Options = new() { Namespace = "models" };

    private static readonly WorkloadTemplate Template = new()
    {
        Hash = "aaaaa11111",
        Image = "tea/pot:1",
        Port = 9000,
        Readiness = Readiness.Tcp,
        Resources = new Resources(0.5m, 1L << 30, 0),
    };

    [Fact]
    public void There_are_a_Service_and_a_Deployment_owned_by_the_PhDeployment()
    {
        var children = Render(Template);

        Assert.Equal(["Service", "Deployment"], children.Select(child => child.Kind.Kind));
        Assert.All(children, child =>
        {
            Assert.Equal("deploy-iris", child.Name);
            Assert.Equal(
                $$"""[{"apiVersion":"primehub.io/v1alpha1","kind":"PhDeployment","name":"iris","uid":"{{Uid}}","controller":true}]""",
                child.Content["metadata"]!["ownerReferences"]!.ToJsonString());
            Assert.Equal("modeldeploy", child.Content["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]!.GetValue<string>());
        });
        Assert.Equal(
            """{"type":"ClusterIP","selector":{"app":"primehub-deployment","primehub.io/phdeployment":"iris"},"ports":[{"name":"http","port":8000,"protocol":"TCP","targetPort":"http"}]}""",
            children[0].Content["spec"]!.ToJsonString());
    }

    [Fact]
    public void Pods_bear_their_template_and_are_found_by_labels_that_never_change()
    {
        var one = Deployment(Template);
        var other = Deployment(Template with { Hash = "bbbbb22222", Port = 8080, Image = "tea/pot:2" });

        Assert.Equal("""{"matchLabels":{"app":"primehub-deployment","primehub.io/phdeployment":"iris","primehub.io/group":"escaped-demo"}}""", one["selector"]!.ToJsonString());
        Assert.Equal(one["selector"]!.ToJsonString(), other["selector"]!.ToJsonString());
        Assert.Equal("aaaaa11111", one["template"]!["metadata"]!["labels"]!["modeldeploy.io/template"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(0, """{"maxSurge":0,"maxUnavailable":1}""")]
    [InlineData(1, """{"maxSurge":1,"maxUnavailable":0}""")]
    public void A_rollout_never_takes_more_than_the_surge(int surge, string strategy)
    {
        var deployment = ChildObjects.Of(Iris, Workload(Template) with { Surge = surge }, Options)[^1].Content["spec"]!;

        Assert.Equal(strategy, deployment["strategy"]!["rollingUpdate"]!.ToJsonString());
    }

    [Fact]
    public void Amounts_are_limits_and_requests_alike()
    {
        var resources = Container(Template with { Resources = new Resources(1.5m, 512L << 20, 2), Placement = new Placement("amd.com/gpu", [], []) })["resources"]!;

        Assert.Equal("""{"cpu":"1500m","memory":"512Mi","amd.com/gpu":"2"}""", resources["limits"]!.ToJsonString());
        Assert.Equal(resources["limits"]!.ToJsonString(), resources["requests"]!.ToJsonString());
    }

    [Fact]
    public void The_platforms_variables_win_and_every_name_stands_there_once()
    {
        var env = EnvOf(Template with
        {
            ModelUri = "gs://models/iris",
            Env = [new("MODEL_URI", "mine"), new("PREDICTOR_ID", "mine"), new("EMPTY", ""), new("DOLLARS", "a$(PORT)$$b")],
        });

        Assert.Equal("gs://models/iris", env["MODEL_URI"]!["value"]!.GetValue<string>());
        Assert.Equal("predictor1", env["PREDICTOR_ID"]!["value"]!.GetValue<string>());
        Assert.Equal("9000", env["PORT"]!["value"]!.GetValue<string>());
        Assert.Equal("deploy-iris", env["SELDON_DEPLOYMENT_ID"]!["value"]!.GetValue<string>());
        Assert.Equal("""[{"name":"model_uri","value":"gs://models/iris","type":"STRING"}]""", env["PREDICTIVE_UNIT_PARAMETERS"]!["value"]!.GetValue<string>());
        Assert.Equal("""{"name":"EMPTY"}""", env["EMPTY"]!.ToJsonString());
        Assert.Equal("a$$(PORT)$$$$b", env["DOLLARS"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public void A_secret_value_is_referred_to_and_what_only_looks_like_it_is_a_value()
    {
        const string Secret = "phdeployment-env-abcdefghij0123456789";
        var env = EnvOf(Template with
        {
            Env = [new("TOKEN", SecretStandIn.Of(Secret), Secret: true), new("OPEN", SecretStandIn.Of(Secret)), new("PLAIN", "k8s-secret:other", Secret: true)],
        });

        Assert.Equal($$$"""{"secretKeyRef":{"name":"{{{Secret}}}","key":"TOKEN"}}""", env["TOKEN"]!["valueFrom"]!.ToJsonString());
        Assert.Equal($"k8s-secret:{Secret}", env["OPEN"]!["value"]!.GetValue<string>());
        Assert.Equal("k8s-secret:other", env["PLAIN"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public void Both_probes_ask_what_readiness_says()
    {
        var tcp = Container(Template);
        var http = Container(Template with { Readiness = Readiness.Http("/ready?full=1"), Port = 8080 });

        Assert.Equal("""{"port":9000}""", tcp["startupProbe"]!["tcpSocket"]!.ToJsonString());
        Assert.Equal("""{"port":9000}""", tcp["readinessProbe"]!["tcpSocket"]!.ToJsonString());
        Assert.Equal("""{"path":"/ready?full=1","port":8080}""", http["startupProbe"]!["httpGet"]!.ToJsonString());
        Assert.Equal("""{"path":"/ready?full=1","port":8080}""", http["readinessProbe"]!["httpGet"]!.ToJsonString());
    }

    [Theory]
    [InlineData("tea/pot:1", "IfNotPresent")]
    [InlineData("tea/pot:latest", "Always")]
    [InlineData("tea/pot", "Always")]
    [InlineData("localhost:5000/tea/pot", "Always")]
    [InlineData("localhost:5000/tea/pot:1", "IfNotPresent")]
    [InlineData("tea/pot@sha256:0123", "IfNotPresent")]
    public void Only_a_tag_that_moves_is_always_pulled(string image, string policy) =>
        Assert.Equal(policy, Container(Template with { Image = image })["imagePullPolicy"]!.GetValue<string>());

    [Fact]
    public void Pods_go_where_the_instance_type_says_and_get_no_token()
    {
        var pod = Deployment(Template with
        {
            ImagePullSecret = "tea",
            Placement = new Placement("nvidia.com/gpu", [new NodeLabel("disk", "ssd")], [new Toleration("gpu", "Exists", null, "NoSchedule"), new Toleration(null, "Exists", null, null), new Toleration("slow", "Equal", "yes", "NoExecute", 300)]),
        })["template"]!["spec"]!;

        Assert.Equal("""[{"name":"tea"}]""", pod["imagePullSecrets"]!.ToJsonString());
        Assert.Equal("""{"disk":"ssd"}""", pod["nodeSelector"]!.ToJsonString());
        Assert.Equal("""[{"key":"gpu","operator":"Exists","effect":"NoSchedule"},{"operator":"Exists"},{"key":"slow","operator":"Equal","value":"yes","effect":"NoExecute","tolerationSeconds":300}]""", pod["tolerations"]!.ToJsonString());
        Assert.False(pod["automountServiceAccountToken"]!.GetValue<bool>());
        Assert.False(pod["enableServiceLinks"]!.GetValue<bool>());
        Assert.Null(pod["securityContext"]);
    }

    [Fact]
    public void Running_as_root_can_be_forbidden()
    {
        var pod = ChildObjects.Of(Iris, Workload(Template), Options with { RunAsNonRoot = true })[^1].Content["spec"]!["template"]!["spec"]!;

        Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
    }

    [Fact]
    public void An_Ingress_leads_to_the_gateway()
    {
        var options = Options with
        {
            Exposure = Exposure.Ingress,
            Ingress = new IngressOptions { Host = "models.example.com", Class = "nginx", TlsSecret = "tls", Annotations = new Dictionary<string, string> { ["a"] = "b" } },
        };
        var ingress = ChildObjects.Of(Iris, Workload(Template) with { Access = AccessType.Private }, options).Single(child => child.Kind == Kinds.Ingress).Content;

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
            {
              "ingressClassName": "nginx",
              "tls": [{ "secretName": "tls", "hosts": ["models.example.com"] }],
              "rules": [{
                "host": "models.example.com",
                "http": { "paths": [{
                  "path": "/deployment/iris/(.+)",
                  "pathType": "ImplementationSpecific",
                  "backend": { "service": { "name": "modeldeploy-gateway", "port": { "number": 80 } } }
                }] }
              }]
            }
            """),
            ingress["spec"]));
        Assert.Equal("b", ingress["metadata"]!["annotations"]!["a"]!.GetValue<string>());
    }

    [Fact]
    public void A_direct_Ingress_leads_to_the_deployments_own_Service()
    {
        var ingress = ChildObjects.Of(Iris, Workload(Template), Options with { Exposure = Exposure.DirectIngress }).Single(child => child.Kind == Kinds.Ingress).Content;

        Assert.Equal(
            """{"service":{"name":"deploy-iris","port":{"number":8000}}}""",
            ingress["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["backend"]!.ToJsonString());
        Assert.Equal("/$1", ingress["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/rewrite-target"]!.GetValue<string>());
    }

    [Fact]
    public void A_direct_Ingress_to_what_is_private_asks_for_the_passwords_in_a_Secret_that_is_made_before_it()
    {
        var workload = Workload(Template) with { Access = AccessType.Private, Passwords = ["app:{SSHA}a", "ci:{SSHA}b"] };
        var options = Options with
        {
            Exposure = Exposure.DirectIngress,
            Ingress = new IngressOptions
            {
                Annotations = new Dictionary<string, string> { ["nginx.ingress.kubernetes.io/auth-type"] = "none", ["nginx.ingress.kubernetes.io/satisfy"] = "any" },
            },
        };

        var children = ChildObjects.Of(Iris, workload, options);

        Assert.Equal([Kinds.Service, Kinds.Secret, Kinds.Ingress, Kinds.Deployment], children.Select(child => child.Kind));
        Assert.Equal("app:{SSHA}a\nci:{SSHA}b\n", Encoding.UTF8.GetString(Convert.FromBase64String((string)children[1].Content["data"]!["auth"]!)));
        var annotations = children[2].Content["metadata"]!["annotations"]!;
        Assert.Equal(
            ("basic", "deploy-iris", "auth-file", "iris", "all"),
            ((string)annotations["nginx.ingress.kubernetes.io/auth-type"]!, (string)annotations["nginx.ingress.kubernetes.io/auth-secret"]!,
                (string)annotations["nginx.ingress.kubernetes.io/auth-secret-type"]!, (string)annotations["nginx.ingress.kubernetes.io/auth-realm"]!,
                (string)annotations["nginx.ingress.kubernetes.io/satisfy"]!));
        Assert.Equal([Kinds.Service, Kinds.Deployment], ChildObjects.Of(Iris, workload, Options with { Exposure = Exposure.Gateway }).Select(child => child.Kind));
        Assert.DoesNotContain(ChildObjects.Of(Iris, workload with { Access = AccessType.Public }, options), child => child.Kind == Kinds.Secret);
    }

    [Fact]
    public void What_is_private_has_no_direct_Ingress_as_nobody_would_ask_for_keys() =>
        Assert.DoesNotContain(
            ChildObjects.Of(Iris, Workload(Template) with { Access = AccessType.Private }, Options with { Exposure = Exposure.DirectIngress }),
            child => child.Kind == Kinds.Ingress);

    private static IReadOnlyList<Child> Render(WorkloadTemplate template) => ChildObjects.Of(Iris, Workload(template), Options);

    private static JsonNode Deployment(WorkloadTemplate template) => Render(template)[^1].Content["spec"]!;

    private static JsonNode Container(WorkloadTemplate template) => Deployment(template)["template"]!["spec"]!["containers"]![0]!;

    private static Dictionary<string, JsonNode?> EnvOf(WorkloadTemplate template) =>
        Container(template)["env"]!.AsArray().ToDictionary(variable => variable!["name"]!.GetValue<string>());

    private static Workload Workload(WorkloadTemplate template) => new() { Uid = Uid, Group = "demo", Template = template, Replicas = 2, Surge = 0 };
}
