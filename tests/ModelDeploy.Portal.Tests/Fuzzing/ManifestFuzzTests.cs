using CsCheck;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Manifests;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Portal.Tests.Fuzzing;

/// <summary>Manifests that anybody may paste: read as they are meant, or told where they are wrong.</summary>
public sealed class ManifestFuzzTests
{
    private static readonly HashSet<string> Keepable = ["A", "TOKEN"];

    private static readonly string Usual = ManifestWriter.Write(new Manifest(
        "iris",
        ASpec.Usual.WithEnv("A", "x", secret: true).WithEnv("LEVEL", "debug").WithMetadata("k", "v") with { Description = "one\ntwo", Readiness = Readiness.Http("/ready"), Deadline = TimeSpan.FromMinutes(2) },
        "why"));

    private static readonly Gen<string> Texts = Gen.Frequency(
        (6, Mutated.Of(Usual)),
        (3, Gen.Select(Gen.Int[0, Usual.Length], HostileText.Any, (at, text) => Usual.Insert(at, text))),
        (1, HostileText.Any),
        (1, Gen.OneOf("apiVersion: primehub.io/v1alpha1\n", "kind: PhDeployment\n", "spec:\n", "  env:\n", "    - name: A\n", "      value: b\n", "- ", "  ", "&a ", "*a", "[", "{", ": ", "? ", "|\n", "!x ", "---\n", "\"")
            .Array[1, 12].Select(lines => string.Concat(lines))));

    [Fact]
    public void What_is_accepted_is_read_back_as_it_was_written() => Fuzz.HoldsForSome(
        Gen.Select(AnySpec.Any, HostileText.Storable), 0.1,
        input =>
        {
            var (spec, message) = input;
            if (SpecValidator.Validate(spec, new SpecLimits()).Count > 0 || SpecValidator.CheckUpdateMessage(message) is not null)
                return false;
            var manifest = new Manifest("iris", spec.Redact(), message);
            var text = ManifestWriter.Write(manifest);
            var reading = ManifestReader.Read(text, spec.Env.Select(variable => variable.Name).ToHashSet());
            Assert.True(reading.Errors.Count == 0, $"{string.Join(' ', reading.Errors)}\n{text}");
            Assert.Equal(manifest, reading.Manifest);
            return true;
        },
        input => AnySpec.Print(input.Item1));

    [Fact]
    public void Every_text_is_a_manifest_or_has_errors_on_its_lines() => Fuzz.Holds(Texts, text =>
    {
        var reading = ManifestReader.Read(text, Keepable);
        Assert.Equal(reading.Manifest is null, reading.Errors.Count > 0);
        var lines = text.Split('\n', '\r', '\u0085', '\u2028', '\u2029').Length;
        Assert.All(reading.Errors.Concat(reading.Notices), error =>
        {
            Assert.InRange(error.Line, 1, lines);
            Assert.NotEmpty(error.Message);
        });
    });

    [Fact]
    public void What_is_read_can_be_checked_and_is_the_same_once_it_is_written_again() => Fuzz.HoldsForSome(Texts, 0.1, text =>
    {
        if (ManifestReader.Read(text, Keepable).Manifest is not { Id: not null } manifest)
            return false;
        var spec = manifest.Spec.Normalize();
        SpecValidator.Validate(spec, new SpecLimits());
        if (spec.Deadline > SpecLimits.MaxDeadline || !IsWellFormed(text))
            return true;
        var again = ManifestReader.Read(ManifestWriter.Write(manifest with { Spec = spec.Redact() }), spec.Env.Select(variable => variable.Name).ToHashSet());
        Assert.Empty(again.Errors);
        Assert.Equal(spec.Redact(), again.Manifest!.Spec.Normalize());
        return true;
    });

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar);
}
