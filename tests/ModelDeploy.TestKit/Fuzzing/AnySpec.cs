using CsCheck;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.TestKit.Fuzzing;

/// <summary>Specs as anybody could write them. Each is normalised, as commands do before they check it.</summary>
public static class AnySpec
{
    private static readonly Gen<string> EnvNames = Gen.Frequency(
        (20, Gen.Select(Gen.Char["-._abcXYZ"], Gen.String[Gen.Char["-._abcXYZ0189"], 0, 8], (first, rest) => first + rest)), (1, HostileText.Any), (1, Gen.OneOf("PORT", "port", "LD_PRELOAD", "SELDON_X", "CORECLR_PROFILER", "PORTS", "..", ".", "A=B")));

    private static readonly Gen<string> Images = Gen.Frequency(
        (10, Gen.OneOf("modeldeploy/iris:1.0", "a", "reg.example:5000/a/b.c__d-e:T_1", "a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", " b:1 ")),
        (1, Mutated.Of("registry.example:5000/team/iris:1.0")), (1, HostileText.Any));

    private static readonly Gen<string> Texty = Gen.Frequency((20, HostileText.Storable), (1, HostileText.Any));

    private static readonly Gen<(string DisplayName, string Description, string? ModelUri, string Image)> Texts = Gen.Select(
        Texty,
        Texty,
        Gen.Frequency(
            (4, Gen.Const((string?)null)), (4, Gen.OneOf("s3://bucket/iris", "gs://a/b?c=d", "file:///x", " ").Select(uri => (string?)uri)), (1, HostileText.Any.Select(uri => (string?)uri))),
        Images,
        (name, description, uri, image) => (name.Length > 60 ? name[..30] : name, description, (string?)uri, image));

    private static readonly Gen<(int Replicas, int Port, TimeSpan Deadline, bool Stop, AccessType Access)> Numbers = Gen.Select(
        Rarely(Gen.Int[1, 100], Gen.Int), Rarely(Gen.Int[1, 65535], Gen.Int), Rarely(Gen.Int[10, 7200].Select(s => TimeSpan.FromSeconds(s)), Gen.Long.Select(TimeSpan.FromTicks)), Gen.Bool,
        Rarely(Gen.OneOf(AccessType.Public, AccessType.Private), Gen.Int.Select(value => (AccessType)value)));

    private static readonly Gen<Readiness> Readinesses = Gen.Frequency(
        (8, Gen.Const(Readiness.Tcp)), (6, Gen.OneOf("/", "/ready?a=b", "/health/live").Select(Readiness.Http)),
        (1, HostileText.Any.Select(path => Readiness.Http("/" + path))), (1, Gen.Select(Gen.Int[-1, 3], HostileText.Any, (kind, path) => new Readiness((ReadinessKind)kind, path))));

    private static readonly Gen<EquatableList<EnvVariable>> Env = Gen.Select(EnvNames, Texty, Gen.Bool)
        .Select((name, value, secret) => new EnvVariable(name, value, secret)).Array[0, 3].Select(list => list.ToEquatableList());

    private static readonly Gen<EquatableList<MetadataEntry>> Metadata = Gen.Select(
        Texty, Texty)
        .Select((name, value) => new MetadataEntry("k" + (name.Length > 60 ? name[..30] : name), value)).Array[0, 3].Select(list => list.ToEquatableList());

    /// <summary>About a third of them keep every rule.</summary>
    public static Gen<DeploymentSpec> Any { get; } = Gen.Select(Texts, Numbers, Readinesses, Env, Metadata, (texts, numbers, readiness, env, metadata) => (ASpec.Usual with
    {
        DisplayName = texts.DisplayName,
        Description = texts.Description,
        ModelUri = texts.ModelUri,
        ModelImage = texts.Image,
        Replicas = numbers.Replicas,
        Port = numbers.Port,
        Deadline = numbers.Deadline,
        Stop = numbers.Stop,
        Access = numbers.Access,
        Readiness = readiness,
        Env = env,
        Metadata = metadata,
    }).Normalize());

    /// <summary>A spec as one that failed is told.</summary>
    public static string Print(DeploymentSpec spec) => System.Text.Json.JsonSerializer.Serialize(spec, SpecJson.Options);

    private static Gen<T> Rarely<T>(Gen<T> usual, Gen<T> rare) => Gen.Frequency((12, usual), (1, rare));
}
