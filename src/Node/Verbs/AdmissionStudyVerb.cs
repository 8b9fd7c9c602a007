// tokenbourse observations admission-study: how good the admission test is, on real series and on fabricated ones.
using System.CommandLine;
using Tokenbourse.Analytics.Admission;
using Tokenbourse.Node.Admission;

namespace Tokenbourse.Node.Verbs;

/// <summary>Makes the tables and the picture of docs/admission-test.md.</summary>
internal static class AdmissionStudyVerb
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "A folder of the public data's shape." };
        var count = new Option<int>("--count")
        {
            Description = "Fabricated histories of each kind and length.",
            DefaultValueFactory = _ => 200,
        };
        var picture = new Option<string?>("--svg") { Description = "Write the picture to this file." };
        var command = new Command(
            "admission-study",
            "Measure the admission test: false refusals on real series, detection of seeded fabrications (labelled so)."
        )
        {
            folder,
            count,
            picture,
        };
        command.SetAction(parsed =>
        {
            var source = parsed.GetValue(folder)!;
            if (!Directory.Exists(source))
                throw new VerbException($"{source}: no such folder", 2);
            var study = new AdmissionStudy();
            var subjects = AdmissionSubjects.Read(source);
            if (subjects.Count == 0)
                throw new VerbException($"{source}: no file of the public data's shape", 2);
            foreach (var subject in subjects)
            {
                Console.Error.WriteLine($"{subject.Source}: {subject.Series.Count} series");
                study.Real(subject);
            }

            List<PriceHistory> models =
            [
                .. subjects
                    .Where(s => s.Kind == "market")
                    .SelectMany(s => s.Series)
                    .Where(s => s.NonZero.Length >= 100),
            ];
            foreach (var how in Enum.GetValues<Fabrication>())
            {
                Console.Error.WriteLine($"fabricated: {how}");
                foreach (var days in how == Fabrication.Copied ? [250] : AdmissionStudy.Lengths)
                    study.Fabricated(how, days, parsed.GetValue(count), models);
            }

            Console.Write(study.Text());
            if (parsed.GetValue(picture) is { } svg)
                File.WriteAllText(svg, AdmissionPictures.Plane(study.Dots));
            return 0;
        });
        return command;
    }
}
