"""The learning curve: a point for each share of the corpus, larger shares holding the smaller ones."""

from training_samples import sample_documents

from offerscan_training.curve import curve_table, learning_curve


def test_a_point_for_each_share_and_a_row_for_each_point() -> None:
    documents = sample_documents()
    points = learning_curve(documents, documents, {}, shares=(0.5, 1.0))
    assert [point.documents for point in points] == [round(len(documents) / 2), len(documents)]
    for point in points:
        assert all(0 <= figure <= 1 for figure in (point.high_auroc, point.category_f1, point.indicator_ap))
    # Asked about the very documents that it was fitted on, the larger member knows them better.
    assert points[1].indicator_ap > points[0].indicator_ap
    assert len(curve_table(points).splitlines()) == 2 + len(points)
