using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Graphics.Operations.ClippingPaths;
using UglyToad.PdfPig.Graphics.Operations.PathConstruction;
using UglyToad.PdfPig.Graphics.Operations.PathPainting;
using UglyToad.PdfPig.Graphics.Operations.SpecialGraphicsState;
using UglyToad.PdfPig.Graphics.Operations.TextShowing;
using Pdf = UglyToad.PdfPig.Content;

namespace Budget.Intake.Pages;

/// <summary>
/// Which part of the page each show operator may mark. WPS draws a whole tall cell on every page that it spans and clips it, so
/// that text is in the file twice and on paper once. Letters know the number of the operator that showed them.
/// </summary>
static class ClipWalk
{
    public static List<PdfRectangle> Of(Pdf.Page page, out int count)
    {
        var start = Start(page);
        var (matrix, clip) = (start, Everything);
        var stack = new Stack<(Matrix, PdfRectangle)>();
        var shows = new List<PdfRectangle>();
        double left = double.MaxValue, bottom = double.MaxValue, right = double.MinValue, top = double.MinValue;
        var clips = false;
        foreach (var operation in page.Operations)
        {
            switch (operation)
            {
                case Push:
                    if (stack.Count < 10_000) stack.Push((matrix, clip));
                    break;
                case Pop:
                    if (stack.Count > 0) (matrix, clip) = stack.Pop();
                    break;
                case ModifyCurrentTransformationMatrix change:
                    matrix = Matrix.Of(change.Value).Then(matrix);
                    break;
                case AppendRectangle box:
                    Mark(box.LowerLeftX, box.LowerLeftY);
                    Mark(box.LowerLeftX + box.Width, box.LowerLeftY + box.Height);
                    Mark(box.LowerLeftX + box.Width, box.LowerLeftY);
                    Mark(box.LowerLeftX, box.LowerLeftY + box.Height);
                    break;
                case BeginNewSubpath move:
                    Mark(move.X, move.Y);
                    break;
                case AppendStraightLineSegment line:
                    Mark(line.X, line.Y);
                    break;
                case AppendDualControlPointBezierCurve curve:
                    Mark(curve.X3, curve.Y3);
                    break;
                case ModifyClippingByNonZeroWindingIntersect or ModifyClippingByEvenOddIntersect:
                    clips = true;
                    break;
                case EndPath or FillPathNonZeroWinding or FillPathEvenOddRule or StrokePath or CloseAndStrokePath or FillPathNonZeroWindingAndStroke
                    or FillPathEvenOddRuleAndStroke or CloseFillPathNonZeroWindingAndStroke or CloseFillPathEvenOddRuleAndStroke or FillPathNonZeroWindingCompatibility:
                    if (clips)
                        clip = right < left ? Nothing : new(Math.Max(clip.Left, left), Math.Max(clip.Bottom, bottom), Math.Min(clip.Right, right), Math.Min(clip.Top, top));
                    clips = false;
                    (left, bottom, right, top) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
                    break;
                case ShowText or ShowTextsWithPositioning or MoveToNextLineShowText or MoveToNextLineShowTextWithSpacing:
                    shows.Add(clip);
                    break;
            }
        }
        count = shows.Count;
        return shows;

        void Mark(double x, double y)
        {
            var (px, py) = matrix.At(x, y);
            (left, right) = (Math.Min(left, px), Math.Max(right, px));
            (bottom, top) = (Math.Min(bottom, py), Math.Max(top, py));
        }
    }

    static readonly PdfRectangle Everything = new(-1e6, -1e6, 1e6, 1e6), Nothing = new(-1e6, -1e6, -1e6, -1e6);

    /// <summary>PdfPig moves the page's corner to the origin and turns a turned page; the walk begins there.</summary>
    static Matrix Start(Pdf.Page page)
    {
        var crop = page.CropBox.Bounds;
        var moved = new Matrix(1, 0, 0, 1, -crop.Left, -crop.Bottom);
        var (width, height) = (crop.Width, crop.Height);
        return page.Rotation.Value switch
        {
            90 => moved.Then(new(0, -1, 1, 0, 0, width)),
            180 => moved.Then(new(-1, 0, 0, -1, width, height)),
            270 => moved.Then(new(0, 1, -1, 0, height, 0)),
            _ => moved,
        };
    }

    readonly record struct Matrix(double A, double B, double C, double D, double E, double F)
    {
        public static Matrix Of(double[] v) => new(v[0], v[1], v[2], v[3], v[4], v[5]);

        public (double X, double Y) At(double x, double y) => (A * x + C * y + E, B * x + D * y + F);

        public Matrix Then(Matrix n) => new(A * n.A + B * n.C, A * n.B + B * n.D, C * n.A + D * n.C, C * n.B + D * n.D, E * n.A + F * n.C + n.E, E * n.B + F * n.D + n.F);
    }
}
